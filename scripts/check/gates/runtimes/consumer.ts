import { cpSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../../bootstrap.mjs';
import { type CommandResult, runCommand } from '../../command.ts';
import { optionalFile } from '../../optional-file.ts';
import { workspacePackages } from '../../workspace.ts';
import { tarball } from '../pack.ts';

/** What an application that calls a NIM installs, with what that depends on. */
const installed = ['core', 'shapes', 'provider-nvidia-nim', 'sdk'];

/** Libraries that are linked from the workspace: they are large, and not what is tried. */
const linked = ['next', 'react', 'react-dom'];

/** Makes an application in an empty folder: npm installs the tarballs, the programs of scripts/runtimes are copied. */
export async function makeConsumer(folder: string): Promise<CommandResult> {
  const manifests = workspacePackages()
    .filter((each) => installed.includes(each.folder))
    .map(({ manifest }) => manifest);
  const dependencies = Object.fromEntries(manifests.map((manifest) => [manifest.name, `file:${tarball(manifest)}`]));
  // Without the overrides, a package's range for another of ours would be looked up in the registry.
  const overrides = Object.fromEntries(manifests.map(({ name }) => [name, `$${name}`]));
  const manifest = { private: true, type: 'module', dependencies, overrides };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];
  const result = await runCommand('npm', ['install', ...flags], { cwd: folder });
  for (const part of ['programs', 'next-app']) {
    cpSync(join(root, 'scripts/runtimes', part), join(folder, part), { recursive: true });
  }
  for (const library of linked) {
    const manifest = optionalFile('scripts/runtimes', library);
    if (manifest) symlinkSync(dirname(manifest), join(folder, 'node_modules', library), 'junction');
  }
  return result;
}
