import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../bootstrap.mjs';
import { runCommand } from '../command.ts';
import { mapLimited } from '../concurrency.ts';
import { type GateResult, problemsResult } from '../gate.ts';
import { moduleEntries, readManifest, type WorkspacePackage, workspacePackages } from '../workspace.ts';
import { typeChecks, writeConsumer } from './consumer.ts';

/** A user's view: plain npm installs the tarballs in an empty folder; every entry loads and compiles, every bin runs. */
export async function smoke(): Promise<GateResult> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'openrerank-smoke-')));
  const packages = workspacePackages();
  try {
    writeConsumer(folder, packages, readManifest(join(root, 'node_modules/@types/node')).version);
    const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];
    const installed = await runCommand('npm', ['install', ...flags], { cwd: folder });
    if (!installed.ok) return installed;
    const problems = await mapLimited(
      [
        () => mustSucceed(folder, process.execPath, 'import-all.js'),
        ...typeChecks.map((name) => () => mustSucceed(folder, 'tsc', '--project', `tsconfig.${name}.json`)),
        ...packages.flatMap((each) => binChecks(folder, each)),
      ],
      (check) => check(),
    );
    return problemsResult(
      problems.flat(),
      `${packages.flatMap(({ manifest }) => moduleEntries(manifest)).length} entries`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function mustSucceed(folder: string, command: string, ...args: string[]): Promise<readonly string[]> {
  const { ok, output } = await runCommand(command, args, { cwd: folder, timeoutMs: 120_000 });
  return ok ? [] : [`${command} ${args.join(' ')} failed:\n${output}`];
}

/** Each bin prints its help, and the version of its manifest. */
function binChecks(folder: string, { manifest }: WorkspacePackage) {
  return Object.keys(manifest.bin ?? {}).map((bin) => async () => {
    const command = join(folder, 'node_modules/.bin', bin);
    const version = await runCommand(command, ['--version'], { cwd: folder, timeoutMs: 30_000 });
    const help = await mustSucceed(folder, command, '--help');
    if (version.ok && version.stdout.trim() === manifest.version) return help;
    return [...help, `${bin} --version must print ${manifest.version} and exit with 0; it printed:\n${version.output}`];
  });
}
