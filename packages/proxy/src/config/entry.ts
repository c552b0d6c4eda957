import { nearest } from '../nearest.ts';
import type { Path } from './config-error.ts';
import { createFindings, type Findings } from './findings.ts';
import { litellmKeys } from './litellm-keys.ts';
import { isReference, type References } from './references.ts';
import { entrySchema, modelInfoSchema, type Params, paramsSchema } from './schema.ts';
import { check, isMapping, keepUsed, kindOf, type Mapping, usedKeys } from './sections.ts';

/** One entry of `model_list`, before it is known whether it is meant for a reranking proxy at all. */
export interface Entry {
  readonly path: Path;
  readonly paramsPath: Path;
  /** The public name, where it is text. */
  readonly name: string | undefined;
  /** The model string, where it is text. */
  readonly model: string | undefined;
  /** Undefined where one of them has a problem. */
  readonly params: Params | undefined;
  /** What else stands among the parameters, as written: the provider's options, or LiteLLM's keys, or mistyped ones. */
  readonly rest: Mapping;
  readonly id: string | undefined;
  readonly kind: EntryKind;
  /** Counts only where the entry turns out to be meant for this proxy. */
  readonly findings: Findings;
}

/**
 * - `reranker`: says so, by its mode, by its name, or by the neutral spelling `params`, which is no chat model's.
 * - `other`: says that it is something else.
 * - `unknown`: LiteLLM's files need no mode, so this is a reranker if its provider is one.
 */
export type EntryKind = 'reranker' | 'other' | 'unknown';

const entryKeys = { used: usedKeys(entrySchema), ignored: litellmKeys.entry };
const paramKeys = Object.keys(paramsSchema.shape);

export function readEntry(raw: unknown, index: number, references: References): Entry {
  const path = ['model_list', index];
  const findings = createFindings();
  if (!isMapping(raw)) {
    findings.problem(path, `expected a mapping with model_name and litellm_params; found ${kindOf(raw)}`);
    return { ...nothing, path, paramsPath: path, findings };
  }
  const entry = withoutEmpty(keepUsed(raw, path, entryKeys, findings));
  const name = check(entrySchema.shape.model_name, entry['model_name'], [...path, 'model_name'], references, findings);
  const info = check(modelInfoSchema.optional(), entry['model_info'], [...path, 'model_info'], references, findings);
  const spelling = spellingOf(entry, path, findings);
  const paramsPath = [...path, spelling];
  const written = entry[spelling];
  const all = isMapping(written) ? written : {};
  const own = isMapping(written) ? pick(all, (key) => paramKeys.includes(key) && !isUnset(key, all[key])) : written;
  const checked = spelling in entry ? check(paramsSchema, own, paramsPath, references, findings) : undefined;
  const params = checked && { ...checked, model: withPrefix(checked) };
  const model = params?.model ?? textOf(references.resolve(all['model'], [...paramsPath, 'model'], createFindings()));
  return {
    path,
    paramsPath,
    name,
    model,
    params,
    rest: withoutEmpty(pick(all, (key) => !paramKeys.includes(key))),
    id: info?.id,
    kind: kindFrom(info?.mode, spelling, [name, model], [...path, 'model_info', 'mode'], findings),
    findings,
  };
}

function kindFrom(
  mode: string | undefined,
  spelling: string,
  names: readonly (string | undefined)[],
  path: Path,
  findings: Findings,
): EntryKind {
  if (mode === undefined)
    return spelling === 'params' || names.some((name) => /rank/i.test(name ?? '')) ? 'reranker' : 'unknown';
  // Not set, which is told already.
  if (mode === 'rerank' || isReference(mode)) return 'reranker';
  if (nearest(mode, ['rerank']) === undefined) return 'other';
  findings.problem(path, 'unknown mode; did you mean "rerank"?');
  return 'reranker';
}

function spellingOf(entry: Mapping, path: Path, findings: Findings): 'params' | 'litellm_params' {
  const both = 'params' in entry && 'litellm_params' in entry;
  if (both) findings.problem([...path, 'params'], 'stands beside litellm_params; expected one of the two', 'key');
  if ('params' in entry && !both) return 'params';
  if (!('litellm_params' in entry))
    findings.problem(path, 'missing: expected litellm_params (or params) with the model');
  return 'litellm_params';
}

/** LiteLLM takes an empty text for none, and files have `api_base: ""` for "the default". */
const isUnset = (key: string, value: unknown): boolean => value === '' && (key === 'api_base' || key === 'api_key');

/** LiteLLM's second way to name a provider, which wins over none. */
const withPrefix = ({ model, custom_llm_provider: provider }: Params): string =>
  provider === undefined || model.startsWith(`${provider}/`) ? model : `${provider}/${model}`;

const nothing = {
  name: undefined,
  model: undefined,
  params: undefined,
  rest: {},
  id: undefined,
  kind: 'reranker',
} as const;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const pick = (mapping: Mapping, keep: (key: string) => boolean): Mapping =>
  Object.fromEntries(Object.entries(mapping).filter(([key]) => keep(key)));

const withoutEmpty = (mapping: Mapping): Mapping => pick(mapping, (key) => mapping[key] !== null);
