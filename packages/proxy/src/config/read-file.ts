import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ConfigError } from './config-error.ts';

const reasons: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `there is no such file (${path})`,
  ENOTDIR: (path) => `there is no such file (${path})`,
  EISDIR: () => 'this is a folder; expected a YAML file',
  EACCES: () => 'the file may not be read by this user',
  EPERM: () => 'the file may not be read by this user',
};

/** A configuration file's text. Throws a `ConfigError` where there is none. */
export async function readConfigFile(path: string): Promise<string> {
  const fail = (message: string) => new ConfigError([{ file: path, path: '', message }]);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw fail(reasons[code]?.(resolve(path)) ?? `cannot be read: ${message}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw fail('the file is not UTF-8 text; save it as UTF-8 (in PowerShell: Out-File -Encoding utf8)');
  }
}
