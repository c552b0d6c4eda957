import type { Environment } from '@openrerank/core';
import type * as z from 'zod';
import { ConfigError } from './config-error.ts';
import { type Entry, readEntry } from './entry.ts';
import { createFindings, type Findings } from './findings.ts';
import { litellmKeys } from './litellm-keys.ts';
import { createReferences, extendEnvironment, type References } from './references.ts';
import { configSchema, type FileConfig, generalSchema, litellmSchema, routerSchema } from './schema.ts';
import { check, isMapping, keepUsed, kindOf, type Mapping, usedKeys } from './sections.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

export interface ParseOptions {
  /** For messages, as the user wrote it. */
  readonly file: string;
  readonly env: Environment;
}

/** A file that is read and checked as far as that goes without any provider. */
export interface ParsedConfig {
  readonly file: string;
  readonly yaml: YamlFile;
  readonly entries: readonly Entry[];
  readonly providers: FileConfig['providers'];
  readonly general: NonNullable<FileConfig['general_settings']>;
  readonly litellm: NonNullable<FileConfig['litellm_settings']>;
  readonly router: NonNullable<FileConfig['router_settings']>;
  readonly env: Environment;
  readonly references: References;
  readonly findings: Findings;
}

const sections = {
  general_settings: { schema: generalSchema, ignored: litellmKeys.general_settings },
  litellm_settings: {
    schema: litellmSchema,
    ignored: [...litellmKeys.litellm_settings, ...litellmKeys.router_settings],
  },
  router_settings: { schema: routerSchema, ignored: litellmKeys.router_settings },
} as const;

/**
 * Reads a configuration, without any I/O. Throws a `ConfigError` where there is no telling what the file says; what is
 * wrong in a file that can be read is in `findings`, for `loadConfig` to report together with what providers say.
 */
export function parseConfig(text: string, { file, env: processEnv }: ParseOptions): ParsedConfig {
  const yaml = readYaml(text, file);
  const root = yaml.value;
  if (!isMapping(root)) {
    const found = root === null || root === undefined ? 'the file is empty' : `found ${kindOf(root)}`;
    throw new ConfigError([
      { file, ...yaml.locate([], 'value'), path: '', message: `expected a mapping with model_list; ${found}` },
    ]);
  }
  const findings = createFindings();
  const used = usedKeys(configSchema);
  const config = keepUsed(withoutExtensions(root), [], { used, ignored: litellmKeys.file }, findings);

  const env = readEnvironment(config['environment_variables'], processEnv, findings);
  const references = createReferences(env);
  const providers = config['providers'] ?? undefined;
  const read = <Name extends keyof typeof sections>(name: Name) =>
    readSection(name, config[name], references, findings) as NonNullable<FileConfig[Name]>;
  return {
    file,
    yaml,
    entries: readEntries(config['model_list'], references, findings),
    providers: check(configSchema.shape.providers, providers, ['providers'], references, findings),
    general: read('general_settings'),
    litellm: read('litellm_settings'),
    router: read('router_settings'),
    env,
    references,
    findings,
  };
}

/** As in Docker's files: a place for what anchors name and aliases use. */
const withoutExtensions = (root: Mapping): Mapping =>
  Object.fromEntries(Object.entries(root).filter(([key]) => !key.startsWith('x-')));

/** Key by key, so that one with a problem does not hide what the others mean. */
function readSection(name: keyof typeof sections, value: unknown, references: References, findings: Findings): Mapping {
  const { schema, ignored } = sections[name];
  if (value === null || value === undefined) return {};
  if (!isMapping(value)) {
    findings.problem([name], `expected a mapping; found ${kindOf(value)}`);
    return {};
  }
  const kept = keepUsed(value, [name], { used: usedKeys(schema), ignored }, findings);
  if (kept['master_key'] === null) findings.problem([name, 'master_key'], emptyMasterKey, 'key');
  const shape: Readonly<Record<string, z.ZodType>> = schema.shape;
  return Object.fromEntries(
    Object.entries(kept).flatMap(([key, raw]) => {
      const field = shape[key];
      if (field === undefined || raw === null) return [];
      return [[key, check(field, raw, [name, key], references, findings)]];
    }),
  );
}

// An empty line elsewhere is an absent one. Here it would open the server to everybody.
const emptyMasterKey = 'expected a key, or no such line; found nothing';

function readEntries(value: unknown, references: References, findings: Findings): readonly Entry[] {
  if (Array.isArray(value) && value.length > 0) return value.map((raw, index) => readEntry(raw, index, references));
  const expected = 'expected a list of models, each with model_name and litellm_params';
  const found = value === undefined ? `missing: ${expected}` : `${expected}; found ${kindOf(value)}`;
  findings.problem(['model_list'], found);
  return [];
}

function readEnvironment(value: unknown, env: Environment, findings: Findings): Environment {
  const schema = configSchema.shape.environment_variables;
  // A variable of the file may be taken from one that is set, not from another one of the file.
  const own = check(schema, value ?? undefined, ['environment_variables'], createReferences(env), findings);
  return extendEnvironment(env, own ?? {});
}
