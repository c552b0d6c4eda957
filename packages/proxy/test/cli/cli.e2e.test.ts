import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { startNimEmulator } from '@openrerank/nim-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { folderWith } from '../config/load-yaml.ts';
import { h100 } from '../support/start-nim-proxy.ts';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const root = fileURLToPath(new URL('../../../..', import.meta.url));

interface Line {
  readonly level: string;
  readonly msg: string;
  readonly [key: string]: unknown;
}

/** The real program, from its source. */
function start(args: readonly string[], env: Record<string, string> = {}) {
  const { PATH = '' } = process.env;
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(
    process.execPath,
    ['--import=tsx', '--conditions=@openrerank/source', cli, ...args],
    { cwd: root, env: { PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  createInterface(child.stdout).on('line', (text) => {
    // What check prints is for people.
    if (text.startsWith('{')) lines.push(JSON.parse(text));
    for (const look of waiting) look();
  });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  /** The first log line with this message; fails where the program ends without it. */
  const line = async (msg: string): Promise<Line> => {
    const found = new Promise<Line>((resolve) => {
      const look = () => {
        const match = lines.find((each) => each.msg === msg);
        if (match !== undefined) resolve(match);
      };
      waiting.add(look);
      look();
    });
    const ended = exited.then(({ code }) => {
      throw new Error(`The program ended with ${code} before it logged "${msg}": ${err}`);
    });
    return Promise.race([found, ended]);
  };
  return { child, exited, lines, line, stderr: () => err };
}

/** A proxy with one call that its upstream, a NIM, does not answer until it is released. */
async function startWithCallUnderWay() {
  let release = () => {};
  const upstream = createServer((request, response) => {
    request.resume();
    release = () =>
      response.end(JSON.stringify({ rankings: h100.documents.map((_, index) => ({ index, logit: -index })) }));
  });
  const arrived = once(upstream, 'request');
  await once(upstream.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void upstream.close());
  const { port } = upstream.address() as AddressInfo;
  const model = 'nvidia_nim/nvidia/llama-nemotron-rerank-1b-v2';
  const folder = await folderWith({
    'config.yaml': `model_list: [{ model_name: m, params: { model: ${model}, api_base: "http://127.0.0.1:${port}" } }]`,
  });
  const program = start(['--config', `${folder}/config.yaml`, '--port', '0']);
  const url = String((await program.line('listening'))['url']);
  const answer = rerank(url, { model: 'm', ...h100 }).then(
    ({ status }) => status,
    () => 'cut off',
  );
  await arrived;
  return { program, url, answer, release: () => release() };
}

const rerank = (url: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${url}/v1/rerank`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

// Each starts a process that compiles the sources; slow where many run at once.
describe('openrerank-proxy', { timeout: 60_000 }, () => {
  it('serves local/bm25 to this machine without any file, in JSON log lines, until SIGTERM', async () => {
    const program = start(['--port', '0']);
    const { url } = await program.line('listening');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await program.line('serving')).toMatchObject({
      models: ['local/bm25'],
      providers: ['local'],
      authenticated: false,
    });
    const answer = await rerank(String(url), { model: 'local/bm25', ...h100, top_n: 1 });
    expect(await answer.json()).toMatchObject({ results: [{ index: 2 }] });
    program.child.kill('SIGTERM');
    expect(await program.exited).toEqual({ code: 0, signal: null });
    expect(program.lines.map(({ msg }) => msg)).toContain('closing');
    expect(program.stderr()).toBe('');
  });

  it('serves the configuration of LiteLLM’s page through the package that its prefix implies', async () => {
    const emulator = await startNimEmulator();
    onTestFinished(() => emulator.close());
    const folder = await folderWith({
      'config.yaml': `
model_list:
  - model_name: nvidia-rerank
    litellm_params:
      model: nvidia_nim/nvidia/llama-nemotron-rerank-1b-v2
      api_key: os.environ/NVIDIA_NIM_API_KEY
general_settings: { master_key: sk-1234 }
`,
    });
    const program = start(
      ['--config', `${folder}/config.yaml`, '--port', '0', '--host', '127.0.0.1', '--num_workers', '4'],
      {
        NVIDIA_NIM_API_KEY: 'nvapi-test',
        NVIDIA_NIM_API_BASE: emulator.url,
      },
    );
    const { url } = await program.line('listening');
    expect(await program.line('configuration')).toMatchObject({
      level: 'warn',
      warning: expect.stringContaining('the master key is shorter than 8 characters'),
    });
    const body = { model: 'nvidia-rerank', ...h100 };
    expect((await rerank(String(url), body)).status).toBe(401);
    const answer = await rerank(String(url), body, { authorization: 'Bearer sk-1234' });
    expect(await answer.json()).toMatchObject({ results: [{ index: 2 }, {}, {}] });
    expect(program.stderr()).toContain('warning: --num_workers has no effect here');
    program.child.kill('SIGINT');
    expect(await program.exited).toEqual({ code: 0, signal: null });
  });

  it('lets a call under way finish on SIGTERM, while it refuses new ones', async () => {
    const { program, url, answer, release } = await startWithCallUnderWay();
    program.child.kill('SIGTERM');
    await program.line('closing');
    expect((await rerank(url, { model: 'm', ...h100 })).status).toBe(503);
    release();
    expect(await answer).toBe(200);
    expect(await program.exited).toEqual({ code: 0, signal: null });
  });

  it('ends at once on a second signal', async () => {
    const { program, answer } = await startWithCallUnderWay();
    program.child.kill('SIGTERM');
    await program.line('closing');
    program.child.kill('SIGTERM');
    expect(await program.exited).toEqual({ code: 1, signal: null });
    expect(await answer).toBe('cut off');
    expect(program.lines.at(-1)).toMatchObject({ level: 'warn', msg: 'second signal, ending at once' });
  });

  it('ends with 1 and a sentence where the configuration is wrong, and writes no stack', async () => {
    const program = start(['check', '--config', 'nowhere.yaml']);
    expect(await program.exited).toMatchObject({ code: 1 });
    expect(program.stderr()).toBe(`nowhere.yaml: there is no such file (${root}nowhere.yaml)\n`);
  });

  it('ends with 0 where it is right, and with 2 where the command line is not', async () => {
    const folder = await folderWith({
      'config.yaml': 'model_list: [{ model_name: m, params: { model: local/bm25 } }]',
    });
    expect(await start(['check', '--config', `${folder}/config.yaml`]).exited).toMatchObject({ code: 0 });
    expect(await start(['--nope']).exited).toMatchObject({ code: 2 });
  });
});
