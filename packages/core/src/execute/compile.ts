import { type Environment, findVariable, variableNames } from '../environment.ts';
import { describeIssues, RerankError, type RerankIssue } from '../errors.ts';
import type { ModelRoute, RerankRoute } from '../model-string.ts';
import type { RerankProvider } from '../provider.ts';
import type { SchemaResult } from '../standard-schema.ts';
import { Signer } from './sign.ts';
import { Targets } from './target.ts';

/** All that depends only on provider, settings and model: computed when a model is resolved, shared by its calls. */
export interface CompiledModel extends ModelRoute {
  /** The part that middleware sees. */
  readonly route: RerankRoute;
  readonly targets: Targets;
  readonly signer: Signer;
  /**
   * Options as the provider's schema returns them; options that the call leaves out come from the environment. A promise
   * only if the schema returns one.
   */
  checkOptions(options: unknown): unknown;
}

/** Keys and variables of the environment may change at any time: they are read at every call. */
export function compile(routed: ModelRoute, env: () => Environment): CompiledModel {
  const { provider, endpoint, model, capabilities, registered, served } = routed;
  const route: RerankRoute = Object.freeze({ provider, endpoint, model, capabilities });
  return {
    provider,
    endpoint,
    model,
    capabilities,
    registered,
    served,
    route,
    targets: new Targets(registered, env),
    signer: new Signer(registered, env),
    checkOptions: optionsChecker(registered, env),
  };
}

function optionsChecker({ definition }: RerankProvider, env: () => Environment): CompiledModel['checkOptions'] {
  const { validate } = definition.optionsSchema['~standard'];
  const variables = Object.entries(definition.env?.options ?? {}).map(
    ([name, names]) => [name, variableNames(names)] as const,
  );
  return (options) => {
    const given = variables.length === 0 ? options : withVariables(options, variables, env);
    const result = validate(given ?? {});
    return result instanceof Promise ? result.then(checked) : checked(result);
  };
}

function withVariables(
  options: unknown,
  variables: readonly (readonly [string, readonly string[]])[],
  env: () => Environment,
): unknown {
  if (options !== undefined && typeof options !== 'object') return options;
  const found: Record<string, unknown> = {};
  for (const [name, names] of variables) {
    const variable = findVariable(names, env);
    if (variable !== undefined) found[name] = variable.value;
  }
  for (const [name, value] of Object.entries(options ?? {})) if (value !== undefined) found[name] = value;
  return found;
}

function checked(result: SchemaResult<unknown>): unknown {
  if (result.issues === undefined) return result.value;
  const issues: RerankIssue[] = result.issues.map(({ path = [], message }) => ({
    path: ['options', ...path.map((key) => String(typeof key === 'object' ? key.key : key))].join('.'),
    problem: message,
  }));
  throw new RerankError('invalid_options', describeIssues(issues), { issues });
}
