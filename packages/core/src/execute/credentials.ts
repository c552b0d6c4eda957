import { RerankError } from '../errors.ts';
import type { RerankProvider } from '../provider.ts';
import type { CallSettings, RerankWarning } from '../request.ts';
import type { EncodedRequest } from '../transport/transport.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a call goes, and what of the configured credentials may go with it. */
export interface Target {
  /** Absent for providers without HTTP. */
  readonly baseUrl: string | undefined;
  /** False when the call itself chose another origin than the configured one: then nothing configured follows. */
  readonly trusted: boolean;
  readonly warnings: readonly RerankWarning[];
}

/** The base URL: the call's, then the settings', then the environment's, then the provider's own. */
export function resolveTarget({ definition, settings }: RerankProvider, call: CallSettings, env: Environment): Target {
  const warnings: RerankWarning[] = [];
  const fromEnv = () => {
    const name = definition.env?.baseUrl;
    const url = name && env[name];
    if (!name || !url) return undefined;
    checkUrl(url, name);
    const reason = definition.ignoresEnvBaseUrl?.(url);
    if (reason === undefined) return url;
    warnings.push({ code: 'base_url_ignored', message: `${name} is ignored: ${reason}` });
    return undefined;
  };
  const configured = settings.baseUrl ?? fromEnv() ?? definition.baseUrl;
  if (settings.baseUrl !== undefined) checkUrl(settings.baseUrl, 'baseUrl');
  if (call.baseUrl === undefined) return { baseUrl: configured, trusted: true, warnings };
  const { origin } = checkUrl(call.baseUrl, 'baseUrl');
  return {
    baseUrl: call.baseUrl,
    trusted: configured !== undefined && new URL(configured).origin === origin,
    warnings: [],
  };
}

/** Adds the credential to a request. Asked for at every attempt, so that a rotated key is picked up. */
export type Sign = (request: EncodedRequest) => Promise<EncodedRequest>;

/** Finds the key: the call's, then the settings', then the environment's. The last two only for a trusted target. */
export function createSigner(provider: RerankProvider, call: CallSettings, target: Target, env: Environment): Sign {
  const { definition, settings } = provider;
  const configuredKey = async () => {
    const own = typeof settings.apiKey === 'function' ? await settings.apiKey() : settings.apiKey;
    const name = definition.env?.apiKey;
    return own || (name && env[name]);
  };
  return async (request) => {
    const key = call.apiKey || (target.trusted ? await configuredKey() : undefined);
    if (key) {
      checkKey(key, provider.id);
      return definition.authorize?.(request, key) ?? bearer(request, key);
    }
    const needed = definition.needsKey?.(target.baseUrl as string) ?? definition.env?.apiKey !== undefined;
    if (needed && request.headers['authorization'] === undefined) throw missingKey(provider, target.trusted);
    return request;
  };
}

function bearer(request: EncodedRequest, key: string): EncodedRequest {
  return { ...request, headers: { authorization: `Bearer ${key}`, ...request.headers } };
}

function missingKey({ id, definition }: RerankProvider, trusted: boolean): RerankError {
  const variable = definition.env?.apiKey;
  const ways = ['pass apiKey', ...(trusted && variable ? [`set ${variable}`] : [])].join(' or ');
  const why = trusted ? '' : ' A configured key is not sent to a base URL that the call itself chose.';
  return new RerankError('missing_credentials', `No API key for "${id}": ${ways}.${why}`, { provider: id });
}

// What a header cannot carry. Most often a line break at the end of a key that was read from a file.
function checkKey(key: string, provider: string): void {
  if (/^[\x21-\x7e]+$/.test(key)) return;
  const message = `The API key for "${provider}" holds a space, a line break or another character that a header cannot carry.`;
  throw new RerankError('invalid_request', message, { provider, issues: [{ path: 'apiKey', message }] });
}

function checkUrl(value: string, name: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw badUrl(name, 'must be an absolute http or https URL, such as "https://nim.example.com"');
  }
  if (url.username || url.password) throw badUrl(name, 'must not hold a user name or password; use headers');
  return url;
}

function badUrl(path: string, problem: string): RerankError {
  const message = `${path} ${problem}.`;
  return new RerankError('invalid_request', message, { issues: [{ path, message }] });
}
