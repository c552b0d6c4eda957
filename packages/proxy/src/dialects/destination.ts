import { fault } from './faults.ts';

/**
 * Names that say where a call goes or in whose name, as LiteLLM and other proxies read them from a request. What is spelled
 * as one of `patterns` need not be here.
 */
export const refusedFields: ReadonlySet<string> = new Set([
  'accessToken',
  'api_type',
  'api_version',
  'client',
  'custom_llm_provider',
  'extra_body',
  'extra_query',
  'host',
  'litellm_credential_name',
  'litellm_params',
  'model_list',
  'organization',
  'project_id',
  'region_name',
  'sessionToken',
  'space_id',
  'token',
  'user_config',
]);

/** Whatever comes next is spelled like those before it, and a provider that takes any option would pass it on. */
const patterns = [
  /^(?:aws|azure|vertex|gcs|s3)_/i,
  /(?:credentials?|endpoint|secret|password|headers?|_key|_token|_base|_url)$/i,
  /[a-z](?:Key|Base|U[Rr][Ll])$/,
] as const;

const saysWhere = (name: string) => refusedFields.has(name) || patterns.some((pattern) => pattern.test(name));

/**
 * Where a call goes and with what credentials is the operator's business alone: throws for the first field that says it,
 * even where unknown fields are dropped. `within` is the path of the object that holds the fields.
 */
export function refuseDestination(fields: ReadonlyMap<string, unknown>, own: ReadonlySet<string>, within = ''): void {
  for (const name of fields.keys()) {
    if (own.has(name) || !saysWhere(name)) continue;
    const message = 'cannot be set by a request: the proxy decides where a call goes and with what key. Leave it out.';
    throw fault(`${within}${name}`, message);
  }
}
