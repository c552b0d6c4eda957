import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../bootstrap.mjs';
import { runCommand } from '../command.ts';
import { mapLimited } from '../concurrency.ts';
import { type GateResult, problemsResult } from '../gate.ts';
import { type Manifest, sourceCondition, type WorkspacePackage, workspacePackages } from '../workspace.ts';

const folder = join(root, 'node_modules/.cache/gates/tarballs');

/** Files that a tarball may hold beside `dist/`. */
const allowed = /^((?:bin|dist|template)\/.+|package\.json|README\.md|LICENSE|CHANGELOG\.md|[^/]+\.schema\.json)$/;

/** Where `pack` put the tarball of a package. */
export const tarball = ({ name, version }: Manifest): string =>
  join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);

/** Every package packs, ships what it should and nothing else. */
export async function pack(): Promise<GateResult> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const packages = workspacePackages();
  const problems = await mapLimited(packages, packOne);
  return problemsResult(problems.flat(), `${packages.length} tarballs`);
}

async function packOne({ path, manifest }: WorkspacePackage): Promise<readonly string[]> {
  const packed = await runCommand('pnpm', ['pack', '--json', '--pack-destination', folder], { cwd: path });
  if (!packed.ok) return [packed.output];
  const { files } = JSON.parse(packed.stdout) as { files: readonly { path: string }[] };
  const extracted = await runCommand('tar', ['-xzOf', tarball(manifest), 'package/package.json']);
  if (!extracted.ok) return [extracted.output];
  return packingProblems(
    JSON.parse(extracted.stdout) as Manifest,
    files.map((file) => file.path),
  );
}

/** One line per thing in a tarball that its users would trip over. */
export function packingProblems(manifest: Manifest, files: readonly string[]): readonly string[] {
  const { name, exports = {}, dependencies = {} } = manifest;
  const missing = ['README.md', 'LICENSE'].filter((file) => !files.includes(file));
  const unwanted = files.filter((file) => !allowed.test(file));
  const uncompiled = Object.entries(exports).filter(
    ([, target]) => typeof target !== 'string' && sourceCondition in target,
  );
  const pinned = Object.entries(dependencies).filter(([, version]) => !/^[\^~]\d/.test(version));
  return [
    ...missing.map((file) => `${name} ships no ${file}`),
    ...unwanted.map((file) => `${name} ships ${file}, which is not for users`),
    ...uncompiled.map(([key]) => `${name} still exports its sources as ${key}: see publishConfig`),
    ...pinned.map(
      ([library, version]) => `${name} depends on ${library} ${version}: a range lets users share their copy`,
    ),
  ];
}
