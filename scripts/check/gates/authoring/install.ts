import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandResult, runCommand } from '../../command.ts';
import { workspacePackages } from '../../workspace.ts';
import { tarball } from '../pack.ts';

type Dependencies = Readonly<Record<string, string>>;

/** The parts of an author's manifest that name packages of ours. */
export interface AuthorManifest {
  readonly name: string;
  readonly dependencies?: Dependencies;
  readonly devDependencies?: Dependencies;
}

/** Every package of ours, at its tarball. */
export const tarballs = (): Dependencies =>
  Object.fromEntries(workspacePackages().map(({ manifest }) => [manifest.name, `file:${tarball(manifest)}`]));

/** The manifest with our packages from tarballs, also where they depend on each other. */
export function fromTarballs<Manifest extends Omit<AuthorManifest, 'name'>>(manifest: Manifest, packed: Dependencies) {
  const at = (dependencies: Dependencies = {}) =>
    Object.fromEntries(Object.entries(dependencies).map(([name, range]) => [name, packed[name] ?? range]));
  const [dependencies, devDependencies] = [at(manifest.dependencies), at(manifest.devDependencies)];
  const direct = { ...dependencies, ...devDependencies };
  // npm takes an override of a direct dependency only as a reference to it.
  const overrides = Object.fromEntries(
    Object.entries(packed).map(([name, file]) => [name, name in direct ? `$${name}` : file]),
  );
  return { ...manifest, dependencies, devDependencies, overrides };
}

export const readJson = <Content>(...path: readonly string[]): Content =>
  JSON.parse(readFileSync(join(...path), 'utf8')) as Content;

export const writeJson = (content: unknown, ...path: readonly string[]): void =>
  writeFileSync(join(...path), `${JSON.stringify(content, null, 2)}\n`);

const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];

export const npmInstall = (folder: string): Promise<CommandResult> =>
  runCommand('npm', ['install', ...flags], { cwd: folder });

/** What the command said, where it failed. */
export async function mustSucceed(folder: string, command: string, ...args: string[]): Promise<readonly string[]> {
  const { ok, output } = await runCommand(command, args, { cwd: folder, timeoutMs: 180_000 });
  return ok ? [] : [`${command} ${args.join(' ')} failed in ${folder}:\n${output}`];
}
