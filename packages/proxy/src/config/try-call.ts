import {
  createRegistry,
  type Environment,
  RerankError,
  type RerankProviderFactory,
  variableNames,
} from '@openrerank/core';
import { parse } from 'yaml';
import type { Path } from './config-error.ts';
import { isReference } from './references.ts';
import type { Mapping } from './sections.ts';

interface Trial {
  readonly model: string;
  readonly baseUrl: string | undefined;
  readonly options: Mapping;
  readonly env: Environment;
  /** The options that are text only because the environment knows nothing else. */
  readonly fromText: readonly string[];
}

export interface TrialResult {
  /** Relative to the parameters. */
  readonly problems: readonly { readonly path: Path; readonly message: string }[];
  readonly warnings: readonly string[];
  /** With text from the environment as numbers and booleans, where the provider takes no text. */
  readonly options: Mapping;
}

/** Builds a request as a call would, and sends nothing: so a wrong model, base URL or option is known at start-up. */
export async function tryCall(factory: RerankProviderFactory, trial: Trial): Promise<TrialResult> {
  const asWritten = await plan(factory, trial);
  if (asWritten.problems.length === 0 || trial.fromText.length === 0) return asWritten;
  const typed = trial.fromText.map((key) => [key, scalar(trial.options[key])]);
  const asTyped = await plan(factory, { ...trial, options: { ...trial.options, ...Object.fromEntries(typed) } });
  return asTyped.problems.length === 0 ? asTyped : asWritten;
}

async function plan(factory: RerankProviderFactory, trial: Trial): Promise<TrialResult> {
  const { model, baseUrl, env } = trial;
  const options = Object.fromEntries(Object.entries(trial.options).filter(([, value]) => !isReference(value)));
  const id = model.slice(0, model.indexOf('/'));
  try {
    const registry = createRegistry({ providers: [factory({ id, baseUrl })], env });
    const request = { query: 'query', documents: ['document'], options };
    const { warnings } = await registry.resolve(model).plan(request);
    return { options, problems: [], warnings: warnings.map(({ message }) => message) };
  } catch (error) {
    return { options, problems: problemsOf(error, trial, factory), warnings: [] };
  }
}

function problemsOf(
  error: unknown,
  { baseUrl }: Trial,
  { definition }: RerankProviderFactory,
): TrialResult['problems'] {
  if (!(error instanceof RerankError)) {
    return [{ path: ['model'], message: `the provider cannot build a request: ${String(error)}` }];
  }
  const issues = error.details.issues ?? [];
  if (error.code === 'invalid_options') {
    return issues.map(({ path, problem }) => ({ path: path.split('.').slice(1), message: problem }));
  }
  // Given ones are checked before, so none is known at all.
  if (baseUrl === undefined && issues.some(({ path }) => path === 'baseUrl')) {
    const [variable] = variableNames(definition.env?.baseUrl);
    const ways = ['api_base', ...(variable === undefined ? [] : [`the environment variable ${variable}`])];
    return [
      { path: ['api_base'], message: `missing: the provider has no base URL of its own; set ${ways.join(' or ')}` },
    ];
  }
  return [{ path: ['model'], message: error.message }];
}

function scalar(text: unknown): unknown {
  // The same rules by which the file itself would have read it.
  return typeof text === 'string' && /^[\w.+-]+$/.test(text) ? parse(text) : text;
}
