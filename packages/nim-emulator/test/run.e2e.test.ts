import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { startNimEmulator } from '../src/index.ts';
import { run } from '../src/run.ts';

/** A process to run in. */
function createShell() {
  let [out, err] = ['', ''];
  const stdout = { write: (text: string) => (out += text) };
  const stderr = { write: (text: string) => (err += text) };
  const shell = Object.assign(new EventEmitter(), { stdout, stderr });
  return Object.assign(shell, { output: () => ({ out, err }) });
}

async function start(...args: string[]) {
  const shell = createShell();
  const ended = run(['--port', '0', ...args], shell);
  await expect.poll(() => shell.output().out).not.toBe('');
  const url = /http:\/\/[\d.:]+/.exec(shell.output().out)?.[0] ?? '';
  return { shell, ended, url };
}

/** What the greeting's curl line sends. */
function curl(greeting: string) {
  const [, url = '', , body = ''] = /curl (\S+) (-H '[^']+' ?)+-d '([^']+)'/.exec(greeting) ?? [];
  const headers = [...greeting.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name, value]) => [name, value]);
  return fetch(url, { method: 'POST', headers: Object.fromEntries(headers), body });
}

test.each(['SIGINT', 'SIGTERM'])('says where it listens and ends on %s by code 0', async (signal) => {
  const { shell, ended, url } = await start();
  expect((await fetch(`${url}/v1/health/live`)).status).toBe(200);
  shell.emit(signal);
  await expect(ended).resolves.toBe(0);
  await expect(fetch(url)).rejects.toThrow();
  expect(shell.listenerCount('SIGINT') + shell.listenerCount('SIGTERM')).toBe(0);
});

test.each(['all', 'hosted', 'nim-1.8', 'nim-1.10', 'nim-2.3'])('prints a curl line that works: %s', async (profile) => {
  const { shell, ended } = await start('--profile', profile);
  expect((await curl(shell.output().out)).status).toBe(200);
  shell.emit('SIGINT');
  await ended;
});

test('takes keys, models, settings and the rest', async () => {
  const settings = ['--set', 'wrongModelStatus=418', '--set', 'errorBody=string'];
  const { shell, ended, url } = await start(
    ...['--profile', 'all', '--api-key', 'nvapi-1', '--api-key', 'nvapi-2', '--model', 'a/b', '--model', 'c'],
    ...[...settings, '--warmup-ms', '0', '--no-control'],
  );
  const ask = (path: string, headers = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ model: 'x', query: { text: 'a' }, passages: [{ text: 'b' }] }),
    });
  const refused = await ask('/v1/ranking');
  expect([refused.status, await refused.json()]).toEqual([418, { error: expect.stringContaining('a/b, c') }]);
  expect((await ask('/v1/retrieval/a/b/reranking')).status).toBe(401);
  expect((await ask('/v1/retrieval/a/b/reranking', { authorization: 'Bearer nvapi-2' })).status).toBe(418);
  expect((await fetch(`${url}/_emulator/counters`)).status).toBe(404);
  expect(shell.output().out).not.toContain('nvapi');
  shell.emit('SIGINT');
  await ended;
});

test('does not print a key in the hosted curl line', async () => {
  const { shell, ended } = await start('--profile', 'hosted', '--api-key', 'nvapi-1');
  expect(shell.output().out).toContain('Bearer <your key>');
  shell.emit('SIGINT');
  await ended;
});

test('--help and --version answer and end', async () => {
  const help = createShell();
  await expect(run(['--help'], help)).resolves.toBe(0);
  expect(help.output().out).toContain('--api-key <key>');
  const version = createShell();
  await expect(run(['--version'], version)).resolves.toBe(0);
  expect(version.output().out).toBe(`${manifest.version}\n`);
});

test.each([
  [['--port', 'http'], "argument 'http' is invalid. It must be a whole number."],
  [['--port', '70000'], 'Bad emulator option: port: '],
  [['--profile', 'nim-9'], 'Allowed choices are all, hosted, nim-1.8, nim-1.10, nim-2.3.'],
  [['--set', 'wrongModelStatus'], 'It must be of the form name=value.'],
  [['--set', 'wrongModelStatus=fine'], 'Bad emulator option: overrides.wrongModelStatus: '],
  [['--set', 'wrong=1'], 'Bad emulator option: overrides: Unrecognized key: "wrong"'],
  [['--colour'], "unknown option '--colour'"],
  [['extra'], 'too many arguments'],
])('refuses %j by code 2', async (args, message) => {
  const shell = createShell();
  await expect(run(args, shell)).resolves.toBe(2);
  expect(shell.output().err).toContain(message);
  expect(shell.output().out).toBe('');
});

test('says in one sentence that the port is taken, by code 1', async () => {
  await using nim = await startNimEmulator();
  const shell = createShell();
  await expect(run(['--port', String(nim.port)], shell)).resolves.toBe(1);
  expect(shell.output().err).toBe(
    `nim-emulator: Port ${nim.port} on 127.0.0.1 is in use: choose another, or 0 for a free one.\n`,
  );
});
