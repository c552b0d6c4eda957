import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RerankError } from '@openrerank/core';

/** A model and the libraries that it needs. */
export interface Need {
  readonly model: string;
  readonly libraries: readonly string[];
}

/**
 * A library that users install only for one model: looked up beside this package, and then from the folder where the
 * process runs, as a program that was started by `npx` has no library of its user's beside it.
 */
export function loadLibrary<Library>(name: string, need: Need, from: readonly string[] = places()): Library {
  const path = from.map((place) => resolve(name, place)).find((found) => found !== undefined);
  if (path === undefined) {
    throw unavailable(`${need.model} needs ${name}, which is not installed: npm install ${need.libraries.join(' ')}`);
  }
  try {
    return createRequire(path)(path);
  } catch (error) {
    throw unavailable(`${need.model} needs ${name}, which does not load: ${messageOf(error)}`, error);
  }
}

const places = (): readonly string[] => [import.meta.url, pathToFileURL(join(process.cwd(), 'any')).href];

function resolve(name: string, place: string): string | undefined {
  try {
    return createRequire(place).resolve(name);
  } catch {
    return undefined;
  }
}

const unavailable = (message: string, cause?: unknown) =>
  new RerankError('unavailable', message, { retryable: false, cause });

/** The first line: the others say where a library was looked for. */
export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\n.*/s, '');
