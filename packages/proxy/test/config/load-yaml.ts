import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Environment, RerankProviderFactory } from '@openrerank/core';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { onTestFinished } from 'vitest';
import type { ProxyConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { loadConfig } from '../../src/config/load.ts';

/** A folder with files in it, gone when the test ends. */
export async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'openrerank-config-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

export interface LoadYamlOptions {
  readonly env?: Environment;
  readonly providers?: readonly RerankProviderFactory[];
  /** Beside the configuration: packages under `node_modules/`, modules. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Loads a configuration from a file that holds this text. The NVIDIA provider is at hand. */
export async function loadYaml(
  text: string,
  { env = {}, providers = [nvidiaNim], files = {} }: LoadYamlOptions = {},
): Promise<ProxyConfig> {
  const folder = await folderWith({ ...files, 'config.yaml': text });
  const relative = (line: string) => line.replaceAll(`${folder}/`, '').replaceAll(folder, '<folder>');
  try {
    const config = await loadConfig(join(folder, 'config.yaml'), env, { providers });
    return { ...config, warnings: config.warnings.map(relative) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const problems = error.problems.map((problem) => ({
      ...problem,
      file: relative(problem.file),
      message: relative(problem.message),
    }));
    throw new ConfigError(problems, error.warnings.map(relative));
  }
}

/** The lines of the error that loading this text ends with. */
export async function problemsOf(text: string, options?: LoadYamlOptions): Promise<readonly string[]> {
  const error = await errorOf(text, options);
  return error.message.split('\n').filter((line) => !/^The configuration has/.test(line));
}

export async function errorOf(text: string, options?: LoadYamlOptions): Promise<ConfigError> {
  const outcome = await loadYaml(text, options).catch((error: unknown) => error);
  if (outcome instanceof ConfigError) return outcome;
  throw outcome instanceof Error ? outcome : new Error('The configuration was loaded without an error.');
}

/** A configuration with one model and these lines of the top level. */
export const oneModel = (...lines: readonly string[]): string =>
  ['model_list:', '  - model_name: m', '    params: { model: local/bm25 }', ...lines].join('\n');
