import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../bootstrap.mjs';
import { type Trial, trialProblem } from '../check/gates/runtimes/trial.ts';
import { startUpstream } from '../check/gates/runtimes/upstream.ts';
import { type ExportTarget, readManifest, sourceCondition } from '../check/workspace.ts';

describe('the exports of @openrerank/core/transport', () => {
  const others = ['bun', 'deno', 'workerd', 'edge-light', 'browser', 'react-native'];
  type Exports = Readonly<Record<string, Readonly<Record<string, ExportTarget>>>>;
  const manifest = readManifest(join(root, 'packages/core')) as unknown as {
    readonly exports: Exports;
    readonly publishConfig: { readonly exports: Exports };
  };
  const published = manifest.publishConfig.exports['./transport']!;
  const { [sourceCondition]: sources, ...built } = manifest.exports['./transport']!;

  it('name the runtimes that also set node before node, types first and default last', () => {
    expect(Object.keys(built)).toEqual(['types', ...others, 'node', 'default']);
    expect(Object.keys(sources as object)).toEqual([...others, 'node', 'default']);
  });

  it.each([
    ['built', built, './dist/transport.js', './dist/transport-node.js'],
    ['source', sources, './src/transport/default-fetch.ts', './src/transport/default-node.ts'],
  ])('lead to undici for node alone, as %s', (_what, targets, elsewhere, node) => {
    const expected = Object.fromEntries([...others, 'default'].map((condition) => [condition, elsewhere]));
    expect(targets).toMatchObject({ ...expected, node });
  });

  it('are the same when they are published', () => {
    expect(published).toEqual(built);
    expect(Object.keys(published)).toEqual(Object.keys(built));
  });
});

describe('trialProblem', () => {
  const trial: Trial = { name: 'Acme', transports: ['undici'], run: () => Promise.reject() };
  const ranked = (transport: string, order = [2, 0, 1]) => `${JSON.stringify({ order, transport })}\n`;
  const outcome = (stdout: string, { ok = true, stderr = '' } = {}) => ({ ok, stdout, output: stderr + stdout });
  const stderr = '(node:1) [OPENRERANK_UNDICI_NOT_LOADED] OpenRerankWarning: undici could not be loaded\n';

  it('finds nothing wrong with the right order over the right transport', () => {
    expect(trialProblem(trial, outcome(`starts\n${ranked('undici')}`))).toBeUndefined();
  });

  it('finds nothing wrong with the warning where it is expected', () => {
    const warned = { ...trial, transports: ['fetch'] as const, warns: true };
    expect(trialProblem(warned, outcome(ranked('fetch'), { stderr }))).toBeUndefined();
  });

  it.each([
    ['a failure', outcome(ranked('undici'), { ok: false, stderr: 'no such file' }), 'it failed\nno such file'],
    ['no ranking', outcome('done'), 'it printed no ranking'],
    ['another transport', outcome(ranked('fetch')), '"transport":"fetch"'],
    ['another order', outcome(ranked('undici', [0, 1, 2])), '"order":[0,1,2]'],
    ['a call too many', outcome(ranked('undici').repeat(2)), 'it printed {"order"'],
    ['a warning', outcome(ranked('undici'), { stderr }), 'expected 0 warnings'],
  ])('reports %s with the output', (_what, result, problem) => {
    expect(trialProblem(trial, result)).toContain(problem);
    expect(trialProblem(trial, result)).toMatch(/^Acme: /);
  });

  it('reports a warning that is missing or repeated', () => {
    const warned = { ...trial, warns: true };
    expect(trialProblem(warned, outcome(ranked('undici')))).toContain('expected 1 warnings');
    expect(trialProblem(warned, outcome(ranked('undici'), { stderr: stderr.repeat(2) }))).toContain('there were 2');
  });
});

describe('startUpstream', () => {
  let upstream: Awaited<ReturnType<typeof startUpstream>>;
  beforeAll(async () => {
    upstream = await startUpstream();
  });
  afterAll(() => upstream.close());

  const post = (path: string, body: string) => fetch(upstream.url + path, { method: 'POST', body });

  it('ranks the longest passage first', async () => {
    const passages = ['bb', 'a', 'ccc'].map((text) => ({ text }));
    const response = await post('/v1/ranking', JSON.stringify({ passages }));
    expect(await response.json()).toMatchObject({ rankings: [{ index: 2 }, { index: 0 }, { index: 1 }] });
  });

  it.each([
    ['another path', '/v1/other', '{"passages":[]}'],
    ['a body that is not a request', '/v1/ranking', 'text'],
  ])('refuses %s', async (_what, path, body) => {
    expect((await post(path, body)).status).toBe(400);
  });
});
