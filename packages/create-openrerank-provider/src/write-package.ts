import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PackageFile } from './template.ts';

/** Why nothing can be written to a folder, as a sentence, or undefined where it is empty but for `.git`, or not there. */
export function folderProblem(folder: string): string | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isDirectory()) return `${folder} is a file: name another folder with --folder.`;
  return readdirSync(folder).every((name) => name === '.git')
    ? undefined
    : `The folder ${folder} is not empty, and nothing in it is overwritten: name another one with --folder.`;
}

/** Writes a package into a folder that is empty but for `.git`, or not there. Throws a `TypeError` for any other. */
export function writePackage(folder: string, files: readonly PackageFile[]): void {
  const problem = folderProblem(folder);
  if (problem !== undefined) throw new TypeError(problem);
  for (const { path, text } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    // `wx`: a file that came to be in the meantime is not overwritten either.
    writeFileSync(file, text, { flag: 'wx' });
  }
}
