import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { root } from '../../bootstrap.mjs';
import { withoutOwnSettings } from '../environment.ts';
import { type GateResult, problemsResult } from '../gate.ts';

/** The proxy's program holds all that it needs to serve, and says in a stack trace where something happened. */
export async function standalone(): Promise<GateResult> {
  const folder = mkdtempSync(join(tmpdir(), 'openrerank-standalone-'));
  try {
    // Nothing of what a library would be found in is above this folder.
    for (const part of ['dist', 'package.json']) {
      cpSync(join(root, 'packages/proxy', part), join(folder, part), { recursive: true });
    }
    const problems = [...traceProblems(join(folder, 'dist')), ...(await servingProblems(join(folder, 'dist/cli.js')))];
    return problemsResult(problems, 'serves local/bm25 without node_modules');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of a program that is to answer a rerank call without any file, by a port of its choice. */
export async function servingProblems(program: string): Promise<readonly string[]> {
  const child = spawn(process.execPath, [program, '--port', '0'], {
    env: withoutOwnSettings(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
  try {
    const { url, output } = await listening(child);
    if (url === undefined) return [`the program does not start without node_modules:\n${output}`];
    const body = JSON.stringify({ model: 'local/bm25', query: 'a', documents: ['b', 'a'] });
    const headers = { 'content-type': 'application/json' };
    const { status } = await fetch(`${url}/v1/rerank`, { method: 'POST', headers, body });
    return status === 200 ? [] : [`the program answers a rerank call with ${status} without node_modules`];
  } finally {
    child.kill('SIGKILL');
  }
}

/** The URL of the log's line, or all that the program said before it ended. */
export function listening(child: ChildProcessByStdio<null, Readable, Readable>) {
  return new Promise<{ readonly url: string | undefined; readonly output: string }>((resolve) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const url = /"url":"([^"]+)"/.exec(output)?.[1];
        if (url !== undefined) resolve({ url, output });
      });
    }
    child.on('close', () => resolve({ url: undefined, output }));
  });
}

/** Names are whole, lines are not one, and maps lead to the sources. */
export function traceProblems(dist: string): readonly string[] {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  const scripts = files.filter((file) => file.endsWith('.js'));
  const unmapped = scripts.filter((file) => !files.includes(`${file}.map`)).map((file) => `${file} has no source map`);
  const text = scripts.map((file) => readFileSync(join(dist, file), 'utf8')).join('\n');
  const nameless = ['createProxy', 'loadConfig', 'serve'].filter((name) => !text.includes(`\nasync function ${name}(`));
  return [...unmapped, ...nameless.map((name) => `no script declares ${name} on a line of its own: is dist minified?`)];
}
