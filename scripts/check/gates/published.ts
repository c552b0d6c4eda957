import { readFileSync } from 'node:fs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { runCommand } from '../command.ts';
import { mapLimited } from '../concurrency.ts';
import { type GateResult, problemsResult } from '../gate.ts';
import { type WorkspacePackage, workspacePackages } from '../workspace.ts';
import { tarball } from './pack.ts';

/** publint finds nothing wrong with a packed manifest and the files that it names. */
export async function manifests(): Promise<GateResult> {
  const problems = await mapLimited(workspacePackages(), lint);
  return problemsResult(problems.flat());
}

async function lint({ manifest }: WorkspacePackage): Promise<readonly string[]> {
  const { buffer } = new Uint8Array(readFileSync(tarball(manifest)));
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, level: 'warning', strict: true });
  return messages.map((message) => `${manifest.name}: ${formatMessage(message, pkg, { color: false })}`);
}

/** Are The Types Wrong finds every entry's types from every kind of ES module. */
export async function declarations(): Promise<GateResult> {
  const flags = ['--profile', 'esm-only', '--no-definitely-typed', '--no-emoji', '--no-color'];
  const results = await mapLimited(workspacePackages(), ({ manifest }) =>
    runCommand('attw', [tarball(manifest), ...flags]),
  );
  return problemsResult(results.filter(({ ok }) => !ok).map(({ output }) => output));
}
