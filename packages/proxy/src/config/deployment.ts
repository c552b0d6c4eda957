import { type Environment, type RerankProviderFactory, variableNames } from '@openrerank/core';
import { isAwsKeyPart, readAwsKey } from './aws-key.ts';
import type { Deployment } from './config.ts';
import type { Path } from './config-error.ts';
import type { Entry } from './entry.ts';
import { ignoredKey, litellmKeys } from './litellm-keys.ts';
import type { References } from './references.ts';
import { type Params, paramsSchema } from './schema.ts';
import { type Mapping, unknownKey } from './sections.ts';
import { tryCall } from './try-call.ts';

interface Surroundings {
  readonly references: References;
  readonly env: Environment;
  /** `litellm_settings.request_timeout`. */
  readonly timeoutMs: number | undefined;
}

/** Where other programs say `api_base` otherwise. Ignoring one of these would send a key to the wrong host. */
const otherSpellings: Readonly<Record<string, string>> = { base_url: 'api_base', baseUrl: 'api_base', url: 'api_base' };

/**
 * Checks an entry against its provider, by the very code that will build its requests. Undefined where the entry itself
 * has a problem; what is wrong goes to the entry's findings.
 */
export async function readDeployment(
  entry: Entry,
  { model, factory }: { readonly model: string; readonly factory: RerankProviderFactory },
  { references, env, timeoutMs }: Surroundings,
): Promise<Omit<Deployment, 'id'> | undefined> {
  const { paramsPath, findings } = entry;
  const { optionNames, openOptions = false } = factory.definition;
  // A provider that takes LiteLLM's name for AWS's region takes AWS's key.
  const awsKey = optionNames.includes('aws_region_name') ? readAwsKey(entry, references) : undefined;
  const params = entry.params && awsKey !== undefined ? { api_key: awsKey, ...entry.params } : entry.params;
  const options = readOptions(entry, optionNames, openOptions, references);
  const result = await tryCall(factory, {
    model,
    baseUrl: params?.api_base,
    options,
    env,
    fromText: textsFrom(options, paramsPath, references),
  });
  for (const { path, message } of result.problems) {
    // A base URL that is there and wrong is not missing as well.
    if (params !== undefined || path[0] !== 'api_base') findings.problem([...paramsPath, ...path], message);
  }
  for (const message of result.warnings) findings.warn([...paramsPath, 'model'], message);
  if (params !== undefined && result.problems.length === 0) {
    const missing = missingKey(factory, params, env);
    if (missing !== undefined) findings.warn([...paramsPath, 'model'], missing);
  }
  return params && toDeployment(params, result.options, timeoutMs);
}

/** A call would fail for it, and the operator would hear of it from the clients. */
function missingKey(
  { definition }: RerankProviderFactory,
  { api_key, api_base, headers, extra_headers }: Params,
  env: Environment,
): string | undefined {
  const valuesOf = (names: readonly string[]) => names.flatMap((name) => env[name] || []);
  const keyVariables = variableNames(definition.env?.apiKey);
  const baseUrl = api_base ?? valuesOf(variableNames(definition.env?.baseUrl))[0] ?? definition.baseUrl;
  const hasKey = api_key !== undefined || valuesOf(keyVariables).length > 0;
  const { credentialHeaders = ['authorization'] } = definition;
  const given = Object.keys({ ...headers, ...extra_headers }).map((name) => name.toLowerCase());
  const signs = given.some((name) => credentialHeaders.includes(name));
  if (hasKey || signs || baseUrl === undefined || definition.authorizeAmbient !== undefined) return undefined;
  if (!(definition.needsKey?.(baseUrl) ?? keyVariables.length > 0)) return undefined;
  const ways = ['api_key', ...keyVariables.slice(0, 1).map((name) => `the environment variable ${name}`)];
  return `has no API key, so that its calls will fail: set ${ways.join(' or ')}`;
}

function toDeployment(params: Params, options: Mapping, timeoutMs: number | undefined): Omit<Deployment, 'id'> {
  const headers = { ...params.headers, ...params.extra_headers };
  return {
    model: params.model,
    apiKey: params.api_key,
    baseUrl: params.api_base,
    headers: Object.keys(headers).length === 0 ? undefined : headers,
    timeoutMs: params.timeout === undefined ? timeoutMs : params.timeout * 1000,
    maxRetries: params.num_retries ?? params.max_retries,
    weight: params.weight ?? 1,
    options,
  };
}

/** What the provider knows of an entry's further keys. LiteLLM's others are told of, and the rest is mistyped. */
function readOptions(
  { rest, paramsPath, findings }: Entry,
  names: readonly string[],
  isOpen: boolean,
  references: References,
): Mapping {
  const known = [...Object.keys(paramsSchema.shape), ...names];
  const options: [string, unknown][] = [];
  for (const [key, value] of Object.entries(rest)) {
    const path = [...paramsPath, key];
    if (names.includes('aws_region_name') && isAwsKeyPart(key)) continue;
    if (names.includes(key)) options.push([key, references.resolve(value, path, findings)]);
    else if (litellmKeys.params.includes(key)) findings.warn(path, ignoredKey(key), 'key');
    else if (isOpen && meantBy(key) === undefined) options.push([key, references.resolve(value, path, findings)]);
    else findings.problem(path, meantBy(key) ?? unknownKey(key, known, litellmKeys.params), 'key');
  }
  return Object.fromEntries(options);
}

const meantBy = (key: string): string | undefined =>
  Object.hasOwn(otherSpellings, key) ? `unknown key; did you mean "${otherSpellings[key]}"?` : undefined;

/** The options that came from the environment, which knows text only. */
const textsFrom = (options: Mapping, path: Path, references: References): readonly string[] =>
  Object.keys(options).filter((key) => references.variableAt([...path, key]) !== undefined);
