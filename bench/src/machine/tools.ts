import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

// Debian keeps nginx where only root's PATH looks.
const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];

/** The path of a program, if it is installed. */
export function findTool(name: string): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** Throws with what to install where a program is missing. */
export function needTool(name: string, debianPackage: string): string {
  const path = findTool(name);
  if (path === undefined) throw new Error(`${name} is missing: apt-get install ${debianPackage}`);
  return path;
}

/** What a program says to a question such as `-v`, on whichever output. */
export function askTool(path: string, ...args: string[]): string {
  const { stdout, stderr } = spawnSync(path, args, { encoding: 'utf8', timeout: 10_000 });
  return `${stdout}${stderr}`;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
