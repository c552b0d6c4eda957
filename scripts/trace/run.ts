import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withoutOwnSettings } from '../check/environment.ts';
import { bundleTraced } from './bundle.ts';
import { type Count, count, type Entry } from './count.ts';
import type { TracedCall } from './limits.ts';

export interface Trace extends Count {
  readonly call: TracedCall;
}

/** Makes each call on a traced build, in a process of its own, and counts what the call enters. */
export async function traceCalls(calls: readonly TracedCall[]): Promise<readonly Trace[]> {
  const folder = mkdtempSync(join(tmpdir(), 'openrerank-trace-'));
  try {
    await bundleTraced([...new Set(calls.map(({ program }) => program))], folder);
    const traces: Trace[] = [];
    for (const call of calls) {
      traces.push({ call, ...count(await entriesOf(join(folder, `${call.program}.mjs`), call.args)) });
    }
    return traces;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the program sends. Rejects with its standard error when it fails. */
function entriesOf(program: string, args: readonly string[] = []): Promise<readonly Entry[]> {
  const child = fork(program, args, {
    env: withoutOwnSettings(process.env),
    // Not those of the parent, whose loaders the bundle does not need.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    timeout: 30_000,
  });
  let entries: readonly Entry[] | undefined;
  let problem = '';
  child.on('message', (message) => {
    entries = message as readonly unknown[] as readonly Entry[];
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    problem += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0 && entries !== undefined) resolve(entries);
      else reject(new Error(`${program} ended with ${signal ?? `code ${code}`}:\n${problem}`));
    });
  });
}
