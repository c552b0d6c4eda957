import { dirname, resolve } from 'node:path';
import type { Environment, RerankProviderFactory } from '@openrerank/core';
import { local } from '@openrerank/provider-local';
import type { ProxyConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { formatWarnings, locateAll } from './findings.ts';
import { masterKeyFrom } from './master-key.ts';
import { readModels } from './models.ts';
import { parseConfig } from './parse.ts';
import { createProviderPackages } from './providers/provider-packages.ts';
import { loadNamedProviders } from './providers/provider-sources.ts';
import { readConfigFile } from './read-file.ts';
import { defaults, readRouting, readServer } from './settings.ts';

/** For programs that embed the proxy. */
export interface LoadOptions {
  /** Providers that are at hand already, such as in a bundled application; no package is looked for in their stead. */
  readonly providers?: readonly RerankProviderFactory[] | undefined;
}

/**
 * Reads and checks a configuration file, LiteLLM's or ours. Provider packages are imported from beside the file, so
 * their code runs.
 *
 * Throws a `ConfigError` with everything that is wrong.
 */
export async function loadConfig(
  path: string,
  env: Environment = process.env,
  options: LoadOptions = {},
): Promise<ProxyConfig> {
  const parsed = parseConfig(await readConfigFile(path), { file: path, env });
  const { findings, yaml } = parsed;
  const packages = createProviderPackages(dirname(resolve(path)));
  const atHand = (options.providers ?? []).map((factory) => [factory.definition.id, factory] as const);
  const named = await loadNamedProviders(parsed.providers, packages, findings);
  const models = await readModels(parsed, new Map([...atHand, ...named]), packages);
  const routing = readRouting(parsed, models);
  const server = readServer(parsed);
  const warnings = formatWarnings(findings.warnings, path, yaml);
  if (findings.problems.length > 0) throw new ConfigError(locateAll(findings.problems, path, yaml), warnings);
  const { groups, providers } = models;
  return { groups, providers, routing, ...server, env: parsed.env, warnings };
}

const model = 'local/bm25';

/** What is served without a configuration file: `local/bm25`, which needs no key and no network. */
export function defaultConfig(env: Environment = process.env): ProxyConfig {
  const { key, problem, warning } = masterKeyFrom(env);
  if (problem !== undefined) throw new ConfigError([{ file: 'environment', path: '', message: problem }]);
  const unsaid = {
    apiKey: undefined,
    baseUrl: undefined,
    headers: undefined,
    timeoutMs: undefined,
    maxRetries: undefined,
  };
  return {
    ...defaults,
    groups: [{ name: model, deployments: [{ id: model, model, weight: 1, options: {}, ...unsaid }] }],
    providers: new Map([[local.definition.id, local]]),
    masterKey: key,
    env,
    warnings: warning === undefined ? [] : [`environment: ${warning}`],
  };
}
