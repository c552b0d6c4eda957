import type { BodyTemplate } from '../documents/body-template.ts';
import { type Environment, findVariable, variableNames } from '../environment.ts';
import { invalidInput } from '../errors.ts';
import type { RerankProvider } from '../provider.ts';
import type { CallSettings, RerankWarning } from '../request.ts';
import { checkHeaders, type Headers, mergeHeaders, sending } from './headers.ts';

/** A template, with the headers of its requests if the call sets none. */
export interface TargetTemplate extends BodyTemplate {
  readonly headers: Headers;
}

/** A base URL, and the configuration that applies to it. */
export interface Target {
  /** Absent for providers without HTTP. */
  readonly baseUrl: string | undefined;
  /** False if the call chose another origin than the configured one: no configured key or header is sent there. */
  readonly trusted: boolean;
  /** The configured headers, which may hold credentials and so go to a trusted target only. */
  readonly headers: Headers | undefined;
  /** The configured headers with those of a JSON request. */
  readonly sending: Headers;
  readonly warnings: readonly RerankWarning[];
  /** Templates by options and `topN`. Absent for the target of a single call. */
  readonly templates: Map<string, TargetTemplate | undefined> | undefined;
}

/** Finds the target of a call. The configured target is kept until the environment variable changes. */
export class Targets {
  readonly #names: readonly string[];
  #configured: Target | undefined;
  /** The value of the variable from which `configured` was made. */
  #value: string | undefined;
  readonly #provider: RerankProvider;
  readonly #env: () => Environment;

  constructor(provider: RerankProvider, env: () => Environment) {
    this.#provider = provider;
    this.#env = env;
    this.#names = variableNames(provider.definition.env?.baseUrl);
  }

  /** The base URL: the call's, then the settings', then the environment's, then the provider's own. */
  of({ baseUrl }: CallSettings): Target {
    if (baseUrl === undefined) return this.#ofConfiguration();
    const { origin } = checkUrl(baseUrl, 'baseUrl');
    const trusted = this.#configuredOrigin() === origin;
    return makeTarget(baseUrl, trusted, trusted ? this.#provider.settings.headers : undefined, [], undefined);
  }

  #ofConfiguration(): Target {
    const { settings } = this.#provider;
    const found = settings.baseUrl === undefined ? findVariable(this.#names, this.#env) : undefined;
    if (this.#configured !== undefined && this.#value === found?.value) return this.#configured;
    this.#configured = this.#make(found);
    this.#value = found?.value;
    return this.#configured;
  }

  #make(found: { readonly name: string; readonly value: string } | undefined): Target {
    const { definition, settings } = this.#provider;
    const { headers } = settings;
    if (settings.baseUrl !== undefined) {
      checkUrl(settings.baseUrl, 'baseUrl');
      return makeTarget(settings.baseUrl, true, headers, [], new Map());
    }
    if (found === undefined) return makeTarget(definition.baseUrl, true, headers, [], new Map());
    checkUrl(found.value, found.name);
    const reason = definition.ignoresEnvBaseUrl?.(found.value);
    if (reason === undefined) return makeTarget(found.value, true, headers, [], new Map());
    const warning = { code: 'base_url_ignored', message: `${found.name} is ignored: ${reason}` } as const;
    return makeTarget(definition.baseUrl, true, headers, [warning], new Map());
  }

  /** Undefined for an invalid configured URL: a call with a base URL of its own does not fail because of it. */
  #configuredOrigin(): string | undefined {
    try {
      const { baseUrl } = this.#ofConfiguration();
      return baseUrl && new URL(baseUrl).origin;
    } catch {
      return undefined;
    }
  }
}

function makeTarget(
  baseUrl: string | undefined,
  trusted: boolean,
  headers: Headers | undefined,
  warnings: readonly RerankWarning[],
  templates: Target['templates'],
): Target {
  checkHeaders(headers);
  return { baseUrl, trusted, headers, sending: mergeHeaders(sending, headers), warnings, templates };
}

function checkUrl(value: string, name: string): URL {
  const url = toUrl(value);
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw invalidInput(name, 'must be an absolute http or https URL, such as "https://nim.example.com"');
  }
  if (url.username || url.password) throw invalidInput(name, 'must not hold a user name or password; use headers');
  return url;
}

function toUrl(value: string): URL | undefined {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}
