import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { folderWith } from '../config/load-yaml.ts';
import { runHere } from './run-here.ts';

const config = (text: string) => folderWith({ 'config.yaml': text }).then((folder) => join(folder, 'config.yaml'));

const valid = `
model_list:
  - { model_name: rerank, params: { model: local/bm25 } }
  - { model_name: rerank, params: { model: local/bm25 } }
  - { model_name: mixed, params: { model: local/bm25 } }
  - { model_name: mixed, params: { model: local/bm25/bm25, weight: 3 } }
router_settings: { fallbacks: [{ rerank: [mixed] }], redis_host: x }
`;

describe('the command line', () => {
  it.each([['--version'], ['-v']])('%s prints the version', async (flag) => {
    expect(await runHere(flag)).toEqual({ code: 0, out: '1.2.3', err: '' });
  });

  it('--help names every flag and the command, and none of LiteLLM’s', async () => {
    const { code, out } = await runHere('--help');
    expect(code).toBe(0);
    for (const name of ['--config', '--host', '--port', '--log-level', '--allow-unauthenticated', 'check']) {
      expect(out).toContain(name);
    }
    expect(out).not.toContain('num_workers');
  });

  it.each([
    [['--prot', '1'], "error: unknown option '--prot'\n(Did you mean --port?)"],
    [
      ['--port', 'abc'],
      "error: option '--port <port>' argument 'abc' is invalid. Expected a whole number from 0 to 65535.",
    ],
    [['--port', '65536'], 'Expected a whole number from 0 to 65535.'],
    [['--log-level', 'loud'], 'Allowed choices are trace, debug, info, warn, error, fatal, silent.'],
    [['config.yaml'], 'error: too many arguments'],
    [['check'], "error: required option '-c, --config <file>' not specified"],
  ])('%j is a wrong one, and ends with 2', async (args, message) => {
    const { code, err, out } = await runHere(...args);
    expect(err).toContain(message);
    expect([code, out]).toEqual([2, '']);
  });

  it('takes the port from the environment too, and names it where it is wrong', async () => {
    vi.stubEnv('PORT', 'http');
    expect(await runHere()).toMatchObject({
      code: 2,
      err: expect.stringContaining("'http' from env 'PORT' is invalid"),
    });
  });
});

describe('check', () => {
  it('prints what would be served, and ends with 0', async () => {
    const file = await config(valid);
    expect(await runHere('check', '--config', file)).toEqual({
      code: undefined,
      out: [
        `${file} is valid.`,
        '  rerank  local/bm25 (2 deployments), then mixed',
        '  mixed   local/bm25 (25 %) + local/bm25/bm25 (75 %)',
        '  providers: local',
        '  master key: none, so clients need no key',
      ].join('\n'),
      err: `warning: ${file}:7:54: router_settings.redis_host: has no effect here`,
    });
  });

  it('says that a key is set, and not which', async () => {
    const file = await config(`${valid}\ngeneral_settings: { master_key: sk-secret-1 }`);
    const { out } = await runHere('check', '-c', file);
    expect(out).toContain('master key: set');
    expect(out).not.toContain('sk-secret');
  });

  it('prints warnings and what is wrong, and ends with 1', async () => {
    const file = await config(`${valid}\ngeneral_settings: { master_ky: x }`);
    expect(await runHere('check', '--config', file)).toEqual({
      code: 1,
      out: '',
      err: [
        `warning: ${file}:7:54: router_settings.redis_host: has no effect here`,
        `${file}:9:21: general_settings.master_ky: unknown key; did you mean "master_key"?`,
      ].join('\n'),
    });
  });
});

describe('a start command of LiteLLM’s', () => {
  const file = '/nowhere.yaml';

  it.each([
    [['--num_workers', '8'], '--num_workers has no effect here: one process serves'],
    [['--run_gunicorn'], '--run_gunicorn has no effect here'],
    [['--telemetry', 'False'], '--telemetry has no effect here: nothing is reported to anybody'],
  ])('%j is warned of and goes on', async (args, warning) => {
    const { code, err } = await runHere('--config', file, ...args);
    expect(err).toContain(`warning: ${warning}`);
    expect(err).toContain('/nowhere.yaml: there is no such file');
    expect(code).toBe(1);
  });

  it.each([['--debug'], ['--detailed_debug']])('%s is understood', async (flag) => {
    expect((await runHere('--config', file, flag)).err).toBe('/nowhere.yaml: there is no such file (/nowhere.yaml)');
  });

  it.each([
    [['--ssl_keyfile_path', 'key.pem'], "--ssl_keyfile_path is LiteLLM's: this proxy speaks plain HTTP"],
    [['-m', 'nvidia_nim/x'], "--model is LiteLLM's: set it in the configuration file"],
    [['--validate_config'], 'use openrerank-proxy check --config <file>'],
    [['--drop_params'], 'set litellm_settings.drop_params in the configuration'],
  ])('%j is refused with what to do instead', async (args, message) => {
    const { code, err } = await runHere('--config', file, ...args);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});

describe('serving', () => {
  it('on every address is refused without a master key, with the two ways out', async () => {
    expect(await runHere('--host', '0.0.0.0', '--port', '0')).toEqual({
      code: 1,
      out: '',
      err: '--host: without a master key, everybody who reaches 0.0.0.0 could use the models: set OPENRERANK_MASTER_KEY (or general_settings.master_key in the configuration), or pass --allow-unauthenticated',
    });
  });

  it('takes the address from the environment too, which opens nothing either', async () => {
    vi.stubEnv('HOST', '::');
    expect(await runHere('--port', '0')).toMatchObject({
      code: 1,
      err: expect.stringContaining('everybody who reaches ::'),
    });
  });

  it('on a port in use ends with one sentence, and leaves nothing behind', async () => {
    const before = process.listenerCount('SIGTERM');
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    expect(await runHere('--port', String(port), '--log-level', 'silent')).toEqual({
      code: 1,
      out: '',
      err: `Port ${port} on 127.0.0.1 is in use: stop what listens there, or choose another one with --port.`,
    });
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });
});
