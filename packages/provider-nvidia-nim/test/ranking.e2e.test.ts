import type { NimEmulator, WrongAnswer } from '@openrerank/nim-emulator';
import { describe, expect, test } from 'vitest';
import { connect, failure, gpu, start, transports, vl } from './emulated.ts';
import { rankingFixtures } from './fixtures.ts';

describe.each(transports)('a self-hosted NIM, over %s', (_, createTransport) => {
  const open = (emulator: NimEmulator) => connect(emulator, createTransport());
  const road = rankingFixtures.find(([name]) => name === 'ranking-road')?.[1];

  test('gives the documented scores and usage, without a key', async () => {
    const emulator = await start({ profile: 'nim-2.3' });
    const documents = road?.input.passages.map(({ text }) => String(text)) ?? [];
    const { results, usage } = await open(emulator)
      .registry.resolve(`nvidia_nim/ranking/${vl}`)
      .rerank({ query: String(road?.input.query), documents, options: { truncate: 'END' } });
    expect(results.map(({ index, relevanceScore }) => ({ index, relevanceScore }))).toEqual(road?.result.ranking);
    expect(usage?.totalTokens).toBeGreaterThan(0);
    expect(emulator.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  test.each([
    ['nim-1.8', 'nvidia/llama-3_2-nv-rerankqa-1b-v2', 400],
    ['nim-1.10', 'nvidia/llama-nemotron-rerank-1b-v2', 422],
    ['nim-2.3', vl, 422],
  ] as const)('of %s says what to do with a passage that is too long, and truncates', async (profile, name, status) => {
    const { registry } = open(await start({ profile }));
    const model = registry.resolve(`nvidia_nim/ranking/${name}`);
    const documents = ['short', 'word '.repeat(10_000)];
    const error = await failure(model.rerank({ query: 'q', documents }));
    expect(error).toMatchObject({ code: 'input_too_long', retryable: false, details: { status } });
    expect(error.message).toMatch(/about \d+ tokens where it takes 8192\. Set the option truncate to "END"/);
    const { results } = await model.rerank({ query: 'q', documents, options: { truncate: 'END' } });
    expect(results).toHaveLength(2);
  });

  test('ranks images and text together', async () => {
    const emulator = await start({ profile: 'nim-2.3' });
    const image =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const documents = [
      { text: 'H100', page: 1 },
      { image, page: 2 },
      { text: '', image, page: 3 },
    ];
    const { results } = await open(emulator)
      .registry.resolve(`nvidia_nim/ranking/${vl}`)
      .rerank({ query: 'H100', documents });
    expect(new Set(results.map(({ document }) => document))).toEqual(new Set(documents));
  });

  test('gets long lists in parts, and the ranking is one', async () => {
    const emulator = await start({ profile: 'nim-2.3' });
    const documents = Array.from({ length: 1100 }, (_, id) => ({
      text: id === 999 ? 'the needle' : `straw ${id}`,
      id,
    }));
    const { results, warnings, usage } = await open(emulator)
      .registry.resolve(`nvidia_nim/ranking/${vl}`)
      .rerank({ query: 'needle', documents, topN: 3 });
    expect(results).toHaveLength(3);
    expect(results[0]?.document).toBe(documents[999]);
    expect(emulator.requests.map(({ body }) => (body as { passages: unknown[] }).passages.length)).toEqual([
      366, 367, 367,
    ]);
    expect(warnings).toMatchObject([{ code: 'documents_split' }]);
    expect(usage?.totalTokens).toBeGreaterThan(1100);
  });

  test.each(['nim-1.8', 'nim-2.3'] as const)('of %s has no hosted route, which the error says', async (profile) => {
    const { registry } = open(await start({ profile }));
    const error = await failure(registry.resolve(`nvidia_nim/${vl}`).rerank(gpu));
    expect(error).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('"ranking/" in front of the model'),
    });
  });

  test('names the models that it serves when it is asked for another', async () => {
    const { registry } = open(await start({ profile: 'nim-2.3' }));
    const error = await failure(registry.resolve('nvidia_nim/ranking/nvidia/other').rerank(gpu));
    expect(error).toMatchObject({ code: 'not_found', message: expect.stringContaining(vl) });
  });

  test('that is not ready yet, or drops a connection, is asked again', async () => {
    const emulator = await start({ profile: 'nim-2.3' });
    emulator.inject([{ status: 503 }, { connection: 'reset' }]);
    const { meta } = await open(emulator).registry.resolve(`nvidia_nim/ranking/${vl}`).rerank(gpu);
    expect(meta.attempts).toBe(3);
  });

  test('is put in order when it does not sort', async () => {
    const emulator = await start({ profile: 'nim-2.3' });
    emulator.inject({ answer: 'unsorted' });
    const { results } = await open(emulator).registry.resolve(`nvidia_nim/ranking/${vl}`).rerank(gpu);
    const scores = results.map(({ relevanceScore }) => relevanceScore);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  test.each<WrongAnswer>([
    'malformed_json',
    'missing_document',
    'duplicate_index',
    'index_out_of_range',
    'null_logit',
    'nan_logit',
  ])('that answers with %s gives no ranking', async (answer) => {
    const emulator = await start({ profile: 'nim-2.3' });
    emulator.inject({ answer });
    const error = await failure(open(emulator).registry.resolve(`nvidia_nim/ranking/${vl}`).rerank(gpu));
    expect(error).toMatchObject({ code: 'invalid_response' });
  });
});
