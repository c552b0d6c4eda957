import { createRegistry, type RerankError } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import { scoreBm25 } from '../src/bm25.ts';
import { local } from '../src/index.ts';

const query = 'What is the GPU memory bandwidth of H100 SXM?';
const documents = [
  'The Hopper GPU is paired with the Grace CPU using NVIDIA NVLink-C2C, delivering 900GB/s bandwidth.',
  'A100 provides up to 20X higher performance over the prior generation.',
  'Accelerated servers with H100 deliver 3 terabytes per second (TB/s) of memory bandwidth per GPU.',
];

// Nothing may be sent: a request would fail the test.
const registry = createRegistry({
  providers: [local(), local({ id: 'second' })],
  transport: async () => {
    throw new Error('local/bm25 used the network');
  },
  env: {},
});
const bm25 = registry.model('local/bm25');

const codeOf = (work: () => unknown) =>
  (async () => work())().then(
    () => 'no error',
    (error: RerankError) => error.code,
  );

describe('local/bm25', () => {
  it('ranks in process with the scores of scoreBm25', async () => {
    const { results, usage, warnings, meta } = await bm25.rerank({ query, documents });
    const scores = scoreBm25(query, documents);
    expect(results).toEqual(
      [2, 0, 1].map((index) => ({ index, relevanceScore: scores[index], document: documents[index] })),
    );
    expect(usage).toBeUndefined();
    expect(warnings).toEqual([]);
    expect(meta).toMatchObject({
      provider: 'local',
      endpoint: 'bm25',
      model: 'bm25',
      scoreScale: { kind: 'unknown' },
      requests: 1,
    });
  });

  it('says that a list cannot be split and that its scores have no scale', () => {
    expect(bm25.capabilities).toEqual({ modalities: ['text'], scoring: 'listwise', scoreScale: { kind: 'unknown' } });
  });

  it('keeps input order where scores are equal', async () => {
    const { results } = await bm25.rerank({ query: 'turbine', documents: ['c', 'a', 'turbine', 'b'] });
    expect(results.map(({ index }) => index)).toEqual([2, 0, 1, 3]);
  });

  it('returns as many as topN says', async () => {
    const { results } = await bm25.rerank({ query, documents, topN: 1 });
    expect(results.map(({ index }) => index)).toEqual([2]);
  });

  it('reads the text of the caller’s own objects', async () => {
    const own = documents.map((text, id) => ({ id, text }));
    const { results } = await bm25.rerank({ query, documents: own });
    expect(results[0]?.document).toBe(own[2]);
  });

  it('ranks thousands of documents in one part', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => (index === 4321 ? 'turbine' : `wing ${index}`));
    const { results, meta } = await bm25.rerank({ query: 'turbine', documents: many });
    expect(results[0]?.index).toBe(4321);
    expect(meta.requests).toBe(1);
  });

  it('takes k1 and b', async () => {
    const { results } = await bm25.rerank({ query, documents, options: { k1: 0, b: 0 } });
    const scores = scoreBm25(query, documents, { k1: 0, b: 0 });
    expect(results[0]?.relevanceScore).toBe(scores[2]);
  });

  it('refuses an option that is out of bounds', async () => {
    const refused = bm25.rerank({ query, documents, options: { k1: 11 } });
    await expect(refused).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining('options.k1: must be a number from 0 to 10'),
    });
  });

  it('refuses an image', async () => {
    expect(await codeOf(() => bm25.rerank({ query, documents: [{ image: 'data:image/png;base64,AA==' }] }))).toBe(
      'unsupported',
    );
  });

  it('is found by its endpoint’s name and under another id too', async () => {
    for (const id of ['local/bm25/bm25', 'second/bm25']) {
      const { results } = await registry.resolve(id).rerank({ query, documents });
      expect(results[0]?.index).toBe(2);
    }
  });

  it.each([
    ['local/bm52', 'bm52'],
    ['local/BM25', 'BM25'],
    ['local/bm25/other', 'other'],
    ['local/bm25/', 'bm25/'],
    ['local/hybrid/other', 'hybrid/other'],
    ['local/onnx', 'onnx'],
    ['local/onnx/', 'onnx/'],
  ])('refuses %s and names what there is', async (id, model) => {
    const work = async () => registry.resolve(id).rerank({ query, documents });
    await expect(work()).rejects.toMatchObject({
      code: 'invalid_model',
      message: `There is no local model "${model}". There are "local/bm25", "local/hybrid" and "local/onnx/<folder>".`,
    });
    expect(await codeOf(() => registry.resolve(id).plan({ query, documents }))).toBe('invalid_model');
  });

  it('refuses another model even when its endpoint is called directly', async () => {
    const { rank } = local.definition.endpoints['bm25'] as {
      rank: (input: object, context: object) => Promise<unknown>;
    };
    const input = { model: 'other', query, passages: [], firstIndex: 0, topN: undefined, options: {} };
    expect(await codeOf(() => rank(input, { signal: new AbortController().signal }))).toBe('invalid_model');
  });
});

describe('the neural models', () => {
  it('say what their scores are', () => {
    const hybrid = { modalities: ['text'], scoring: 'listwise', scoreScale: { kind: 'unknown' } };
    expect(registry.resolve('local/hybrid').capabilities).toEqual(hybrid);
    const onnx = { modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'logit' } };
    expect(registry.resolve('local/onnx/./models/mine').capabilities).toEqual(onnx);
  });

  it.each([
    ['local/onnx/./models/mine', './models/mine'],
    ['local/onnx/models/mine', 'models/mine'],
    ['local/onnx//srv/models/mine', '/srv/models/mine'],
    ['second/onnx/../mine/', '../mine/'],
  ])('take %s for the folder %s', async (id, folder) => {
    const { model, endpoint } = await registry.resolve(id).plan({ query, documents });
    expect({ model, endpoint }).toEqual({ model: folder, endpoint: 'onnx' });
  });

  it('are not looked for before a call', async () => {
    expect((await registry.resolve('local/onnx/./none').plan({ query, documents })).parts).toHaveLength(1);
    const missing = registry.resolve('local/onnx/./none').rerank({ query, documents, options: { k1: 1 } });
    await expect(missing).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining('options.k1: is an option of BM25, which a cross-encoder has no use for'),
    });
  });
});

describe('a long call', () => {
  const long = Array.from({ length: 64 }, () => 'turbine blades '.repeat(4096));

  it('ends with the caller’s own reason when it is aborted on the way', async () => {
    const controller = new AbortController();
    const reason = new Error('the client went away');
    setImmediate(() => controller.abort(reason));
    await expect(bm25.rerank({ query, documents: long }, { signal: controller.signal })).rejects.toBe(reason);
  });

  it('lets other work of the process go on', async () => {
    let turns = 0;
    let ranking = true;
    const other = () => {
      turns += 1;
      if (ranking) setImmediate(other);
    };
    setImmediate(other);
    await bm25.rerank({ query, documents: long });
    ranking = false;
    // 3.9 million characters are thirty times the work that is done in one go.
    expect(turns).toBeGreaterThan(10);
  });
});
