import { type Environment, findVariable, variableNames } from '../environment.ts';
import { invalidInput, RerankError } from '../errors.ts';
import type { RerankProvider } from '../provider.ts';
import type { CallSettings } from '../request.ts';
import type { EncodedRequest } from '../transport/transport.ts';
import { type Headers, hasHeader, mergeHeaders } from './headers.ts';
import type { Target } from './target.ts';

const authorization: readonly string[] = ['authorization'];

/**
 * Adds the credential to a request, at every attempt, so that a rotated key is picked up.
 *
 * Finds the key: the call's, then the settings', then the environment's, the last two only for a trusted target. A
 * credential header wins over a key of the same origin: the call's over the call's key, a configured one over a
 * configured key.
 */
export class Signer {
  readonly #credentialHeaders: readonly string[];
  readonly #variables: readonly string[];
  /** The last headers and key, with the signed headers: the same for most requests of a deployment. */
  #unsigned: Headers | undefined;
  #key: string | undefined;
  #signed: Headers = {};
  readonly #provider: RerankProvider;
  readonly #env: () => Environment;

  constructor(provider: RerankProvider, env: () => Environment) {
    this.#provider = provider;
    this.#env = env;
    this.#credentialHeaders = provider.definition.credentialHeaders ?? authorization;
    this.#variables = variableNames(provider.definition.env?.apiKey);
  }

  /** A promise only if the key or the signature is one. */
  sign(request: EncodedRequest, call: CallSettings, target: Target): EncodedRequest | Promise<EncodedRequest> {
    const { apiKey } = this.#provider.settings;
    if (call.apiKey || !target.trusted) return this.#signWith(call.apiKey, request, call, target);
    if (typeof apiKey !== 'function') return this.#signWith(apiKey || this.#fromEnv(), request, call, target);
    return this.#ask(apiKey).then((key) => this.#signWith(key || this.#fromEnv(), request, call, target));
  }

  #fromEnv(): string | undefined {
    return findVariable(this.#variables, this.#env)?.value;
  }

  #signWith(key: string | undefined, request: EncodedRequest, call: CallSettings, target: Target) {
    return key ? this.#addKey(request, key, call) : this.#withoutKey(request, target);
  }

  #addKey(request: EncodedRequest, key: string, call: CallSettings) {
    const { definition } = this.#provider;
    const { url, method, headers, body } = request;
    if (headers === this.#unsigned && key === this.#key) return { url, method, headers: this.#signed, body };
    checkKey(key, this.#provider.id);
    // The call's key overrides a configured header, but not a header of the call.
    const wins = Boolean(call.apiKey) && !this.#credentialHeaders.some((name) => hasHeader(call.headers, name));
    if (definition.authorize !== undefined) {
      return definition.authorize(wins ? withoutHeaders(request, this.#credentialHeaders) : request, key);
    }
    if (!wins && headers['authorization'] !== undefined) return request;
    const signed = mergeHeaders(headers, { authorization: `Bearer ${key}` });
    // Headers and keys of a call are not kept for other calls.
    if (call.headers === undefined && !call.apiKey) {
      this.#unsigned = headers;
      this.#key = key;
      this.#signed = signed;
    }
    return { url, method, headers: signed, body };
  }

  #withoutKey(request: EncodedRequest, { baseUrl, trusted }: Target) {
    const { definition } = this.#provider;
    if (trusted && definition.authorizeAmbient !== undefined) return definition.authorizeAmbient(request);
    const needed = definition.needsKey?.(baseUrl as string) ?? definition.env?.apiKey !== undefined;
    const hasCredential = this.#credentialHeaders.some((name) => request.headers[name] !== undefined);
    if (needed && !hasCredential) throw this.#missingKey(trusted);
    return request;
  }

  async #ask(apiKey: () => string | undefined | Promise<string | undefined>) {
    try {
      return await apiKey();
    } catch (cause) {
      const message = `The apiKey function of "${this.#provider.id}" failed.`;
      throw new RerankError('missing_credentials', message, { cause });
    }
  }

  #missingKey(trusted: boolean): RerankError {
    const { id } = this.#provider;
    const [variable] = this.#variables;
    const ways = ['pass apiKey', ...(trusted && variable ? [`set ${variable}`] : [])].join(' or ');
    const why = trusted ? '' : ' A configured key is not sent to a base URL that the call itself chose.';
    return new RerankError('missing_credentials', `No API key for "${id}": ${ways}.${why}`, { provider: id });
  }
}

const withoutHeaders = (request: EncodedRequest, names: readonly string[]): EncodedRequest => ({
  ...request,
  headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !names.includes(name))),
});

// The usual cause is a line break at the end of a key that was read from a file.
function checkKey(key: string, provider: string): void {
  if (/^[\x21-\x7e]+$/.test(key)) return;
  const problem = `of "${provider}" holds a space, a line break or another character that a header cannot carry`;
  throw invalidInput('apiKey', problem, { provider });
}
