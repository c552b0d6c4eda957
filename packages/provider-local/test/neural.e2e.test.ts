import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createRegistry, type RerankError } from '@openrerank/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoreBm25 } from '../src/bm25.ts';
import { fuse } from '../src/fuse.ts';
import type { local as Local } from '../src/index.ts';
import { createSimilarityScorer, loadEncoder } from '../src/node/encoder.ts';
import { type Built, buildForNode } from './built.ts';
import { expectedLogit, temporaryFolder, writeModel } from './tiny-model.ts';

const documents = ['good', 'bad bad', '', 'fair good'];

let built: Built;
let local: typeof Local;

beforeAll(async () => {
  built = await buildForNode();
  ({ local } = await import(/* @vite-ignore */ built.url));
});

afterAll(() => built.remove());

/** Nothing may be sent. */
const registry = () =>
  createRegistry({
    providers: [local()],
    transport: async () => {
      throw new Error('a local model used the network');
    },
    env: {},
  });

const rerank = (model: string, options?: object) =>
  registry().resolve(model).rerank({ query: 'query', documents, options });

describe('local/onnx', () => {
  it('ranks by the logits of the cross-encoder in the folder', async () => {
    const folder = writeModel(temporaryFolder());
    const { results, meta } = await rerank(`local/onnx/${folder}`);
    const expected = documents.map((document, index) => ({
      index,
      relevanceScore: expectedLogit('query', document),
      document,
    }));
    expect(results).toEqual(expected.toSorted((a, b) => b.relevanceScore - a.relevanceScore));
    expect(meta).toMatchObject({ endpoint: 'onnx', model: folder, scoreScale: { kind: 'logit' } });
  });

  it('lets other work of the process go on while it computes', async () => {
    const folder = writeModel(temporaryFolder());
    let turns = 0;
    const ranking = registry()
      .resolve(`local/onnx/${folder}`)
      .rerank({ query: 'query', documents: Array.from({ length: 3000 }, () => 'good bad fair '.repeat(100)) });
    const done = ranking.then(() => true);
    while (!(await Promise.race([done, new Promise<false>((resolve) => setImmediate(resolve, false))]))) turns += 1;
    expect(turns).toBeGreaterThan(100);
  });

  it('ends with the caller’s own reason when it is aborted on the way', async () => {
    const controller = new AbortController();
    const reason = new Error('the client went away');
    const model = registry().resolve(`local/onnx/${writeModel(temporaryFolder())}`);
    const many = Array.from({ length: 5000 }, () => 'good bad fair '.repeat(100));
    setImmediate(() => controller.abort(reason));
    const ranking = model.rerank({ query: 'query', documents: many }, { signal: controller.signal });
    await expect(ranking).rejects.toBe(reason);
    expect((await model.rerank({ query: 'query', documents: ['good'] })).results[0]?.relevanceScore).toBe(
      expectedLogit('query', 'good'),
    );
  });

  it('says what is missing, and finds it once it is there', async () => {
    const folder = temporaryFolder();
    const failure = await rerank(`local/onnx/${folder}`).catch((error: RerankError) => error);
    expect(failure).toMatchObject({ code: 'not_found', message: `There is no model.onnx in ${folder}.` });
    writeModel(folder);
    expect((await rerank(`local/onnx/${folder}`)).results[0]?.index).toBe(3);
  });

  it('refuses the options of BM25', async () => {
    await expect(rerank(`local/onnx/${temporaryFolder()}`, { k1: 1, b: 0 })).rejects.toMatchObject({
      code: 'invalid_options',
      details: { issues: [{ path: 'options.k1' }, { path: 'options.b' }] },
    });
  });
});

describe('local/hybrid', () => {
  const query = 'fast car with low consumption';
  const texts = ['a slow boat', 'an automobile of great speed', 'low prices', 'a car'];

  it('fuses BM25 with the encoder', async () => {
    const similarities = createSimilarityScorer(await loadEncoder());
    const expected = fuse(scoreBm25(query, texts), await similarities(query, texts, new AbortController().signal));
    const { results, meta } = await registry().resolve('local/hybrid').rerank({ query, documents: texts });
    expect(results.map(({ index }) => index).toSorted()).toEqual([0, 1, 2, 3]);
    for (const { index, relevanceScore } of results) expect(relevanceScore).toBeCloseTo(expected[index] ?? 0, 5);
    expect(meta).toMatchObject({ model: 'hybrid', scoreScale: { kind: 'unknown' }, requests: 1 });
  });

  it('takes the options of BM25', async () => {
    const model = registry().resolve('local/hybrid');
    const scores = async (options: object) => {
      const { results } = await model.rerank({ query, documents: texts, options });
      return results.toSorted((a, b) => a.index - b.index).map(({ relevanceScore }) => relevanceScore);
    };
    expect(await scores({ k1: 0.2, b: 1 })).not.toEqual(await scores({}));
  });
});

it('keeps no process alive', async () => {
  const folder = writeModel(temporaryFolder());
  const program = `
    import { local } from ${JSON.stringify(built.url)};
    const { bm25, onnx } = local.definition.endpoints;
    const signal = new AbortController().signal;
    const input = { query: 'query', passages: [{ text: 'good' }], firstIndex: 0, topN: undefined, options: {} };
    const { ranking } = await onnx.rank({ ...input, model: ${JSON.stringify(folder)} }, { signal });
    await bm25.rank({ ...input, model: 'hybrid' }, { signal });
    console.log(ranking[0].relevanceScore);
  `;
  // In this form Node would hand a flag on to the threads with which they cannot start.
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  expect({ stdout, stderr }).toEqual({ stdout: `${expectedLogit('query', 'good')}\n`, stderr: '' });
});
