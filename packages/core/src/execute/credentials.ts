import { faultAt, RerankError } from '../errors.ts';
import type { RerankProvider } from '../provider.ts';
import type { CallSettings, RerankWarning } from '../request.ts';
import type { LeanRequest } from '../transport/transport.ts';
import { type Environment, findVariable, variableNames } from './environment.ts';
import { hasHeader, mergeHeaders } from './headers.ts';

/** Where a call goes, and what of the configured credentials may go with it. */
export interface Target {
  /** Absent for providers without HTTP. */
  readonly baseUrl: string | undefined;
  /** False when the call itself chose another origin than the configured one: then nothing configured follows. */
  readonly trusted: boolean;
  readonly warnings: readonly RerankWarning[];
}

/** The base URL: the call's, then the settings', then the environment's, then the provider's own. */
export function resolveTarget(provider: RerankProvider, call: CallSettings, env: Environment): Target {
  if (call.baseUrl === undefined) {
    const { baseUrl, warnings } = configuredBaseUrl(provider, env);
    return { baseUrl, trusted: true, warnings };
  }
  const { origin } = checkUrl(call.baseUrl, 'baseUrl');
  return { baseUrl: call.baseUrl, trusted: configuredOrigin(provider, env) === origin, warnings: [] };
}

function configuredBaseUrl({ definition, settings }: RerankProvider, env: Environment) {
  const warnings: RerankWarning[] = [];
  if (settings.baseUrl !== undefined) {
    checkUrl(settings.baseUrl, 'baseUrl');
    return { baseUrl: settings.baseUrl, warnings };
  }
  const found = findVariable(definition.env?.baseUrl, env);
  if (found === undefined) return { baseUrl: definition.baseUrl, warnings };
  checkUrl(found.value, found.name);
  const reason = definition.ignoresEnvBaseUrl?.(found.value);
  if (reason === undefined) return { baseUrl: found.value, warnings };
  warnings.push({ code: 'base_url_ignored', message: `${found.name} is ignored: ${reason}` });
  return { baseUrl: definition.baseUrl, warnings };
}

/** A configured URL that is wrong is no concern of a call that brings its own. */
function configuredOrigin(provider: RerankProvider, env: Environment): string | undefined {
  try {
    const { baseUrl } = configuredBaseUrl(provider, env);
    return baseUrl && new URL(baseUrl).origin;
  } catch {
    return undefined;
  }
}

/** Adds the credential to a request. Asked for at every attempt, so that a rotated key is picked up. */
export type Sign = (request: LeanRequest) => LeanRequest | Promise<LeanRequest>;

/**
 * Finds the key: the call's, then the settings', then the environment's, the last two only for a trusted target. An
 * `authorization` header stands before a key of the same origin: the call's before the call's key, a configured one
 * before a configured key.
 */
export function createSigner(provider: RerankProvider, call: CallSettings, target: Target, env: Environment): Sign {
  const { definition, settings, id } = provider;
  const { apiKey } = settings;
  const sign = (request: LeanRequest, key: string | undefined) =>
    key ? addKey(request, key, provider, call) : withoutKey(request, provider, target);
  const fromEnv = () => findVariable(definition.env?.apiKey, env)?.value;
  return (request) => {
    if (call.apiKey || !target.trusted) return sign(request, call.apiKey);
    if (typeof apiKey !== 'function') return sign(request, apiKey || fromEnv());
    return askFor(apiKey, id).then((key) => sign(request, key || fromEnv()));
  };
}

function addKey(request: LeanRequest, key: string, { definition, id }: RerankProvider, call: CallSettings) {
  checkKey(key, id);
  // A configured header stands before a configured key, and not before the call's own.
  const names = definition.credentialHeaders ?? authorization;
  const wins = Boolean(call.apiKey) && !names.some((name) => hasHeader(call.headers, name));
  if (definition.authorize === undefined) return bearer(request, key, wins);
  return definition.authorize(wins ? withoutHeaders(request, names) : request, key);
}

const authorization: readonly string[] = ['authorization'];

const withoutHeaders = (request: LeanRequest, names: readonly string[]): LeanRequest => ({
  ...request,
  headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !names.includes(name))),
});

function withoutKey(request: LeanRequest, provider: RerankProvider, { baseUrl, trusted }: Target) {
  const { definition } = provider;
  if (trusted && definition.authorizeAmbient !== undefined) return definition.authorizeAmbient(request);
  const needed = definition.needsKey?.(baseUrl as string) ?? definition.env?.apiKey !== undefined;
  const names = definition.credentialHeaders ?? authorization;
  if (needed && names.every((name) => request.headers[name] === undefined)) throw missingKey(provider, trusted);
  return request;
}

async function askFor(apiKey: () => string | undefined | Promise<string | undefined>, id: string) {
  try {
    return await apiKey();
  } catch (cause) {
    throw new RerankError('missing_credentials', `The apiKey function of "${id}" failed.`, { cause });
  }
}

function bearer(request: LeanRequest, key: string, wins: boolean): LeanRequest {
  if (!wins && request.headers['authorization'] !== undefined) return request;
  const { url, method, body, spliced } = request;
  const headers = mergeHeaders(request.headers, { authorization: `Bearer ${key}` });
  return { url, method, headers, body, spliced };
}

function missingKey({ id, definition }: RerankProvider, trusted: boolean): RerankError {
  const [variable] = variableNames(definition.env?.apiKey);
  const ways = ['pass apiKey', ...(trusted && variable ? [`set ${variable}`] : [])].join(' or ');
  const why = trusted ? '' : ' A configured key is not sent to a base URL that the call itself chose.';
  return new RerankError('missing_credentials', `No API key for "${id}": ${ways}.${why}`, { provider: id });
}

// What a header cannot carry. Most often a line break at the end of a key that was read from a file.
function checkKey(key: string, provider: string): void {
  if (/^[\x21-\x7e]+$/.test(key)) return;
  const message = `The API key for "${provider}" holds a space, a line break or another character that a header cannot carry.`;
  throw faultAt('apiKey', message, { provider });
}

function checkUrl(value: string, name: string): URL {
  const url = toUrl(value);
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw badUrl(name, 'must be an absolute http or https URL, such as "https://nim.example.com"');
  }
  if (url.username || url.password) throw badUrl(name, 'must not hold a user name or password; use headers');
  return url;
}

function toUrl(value: string): URL | undefined {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}

const badUrl = (path: string, problem: string) => faultAt(path, `${path} ${problem}.`);
