import { createCohere } from '@ai-sdk/cohere';
import { createRegistry, RerankError } from '@openrerank/core';
import { createReranker } from '@openrerank/sdk';
import { toAiSdkModel } from '@openrerank/sdk/ai-sdk';
import { rerank } from 'ai';
import { describe, expect, it, vi } from 'vitest';
import { aiSdk } from '../src/index.ts';
import { type CohereServer, startCohereServer, type Turn } from './cohere-server.ts';
import cohereV2 from './fixtures/cohere-v2/rerank.json' with { type: 'json' };

const { request, response } = cohereV2;
const { query, documents } = request;
const secret = 'key-0123456789abcdef';

const modelOf = ({ url: baseURL }: Pick<CohereServer, 'url'>) => {
  const provider = createCohere({ baseURL, apiKey: secret });
  return createRegistry({ providers: [aiSdk({ id: 'acme', provider })] }).model('acme/rerank-v3.5');
};

async function failWith(turn: Turn): Promise<RerankError> {
  await using server = await startCohereServer(turn);
  const error = await modelOf(server)
    .rerank({ query, documents }, { maxRetries: 0 })
    .catch((thrown: unknown) => thrown);
  if (!(error instanceof RerankError)) throw new Error('The call did not fail with a RerankError.');
  return error;
}

describe("the AI SDK's own Cohere model as a provider", () => {
  it('sends what Cohere documents and reads what Cohere answers', async () => {
    await using server = await startCohereServer({ body: response });
    const { results, meta } = await modelOf(server).rerank({
      query,
      documents,
      topN: 2,
      options: { cohere: { maxTokensPerDoc: 512 } },
    });
    expect(server.requests).toEqual([{ path: '/v2/rerank', key: `Bearer ${secret}`, body: request }]);
    expect(results).toEqual([
      { index: 1, relevanceScore: 0.999071, document: documents[1] },
      { index: 0, relevanceScore: 0.32713068, document: documents[0] },
    ]);
    expect(meta).toMatchObject({
      provider: 'acme',
      model: 'rerank-v3.5',
      scoreScale: { kind: 'unknown' },
      attempts: 1,
    });
  });

  it('is retried by OpenRerank, which waits as long as Cohere asks', async () => {
    const busy = { status: 429, headers: { 'retry-after': '0' }, body: { message: 'slow down' } };
    await using server = await startCohereServer(busy, busy, { body: response });
    const { meta } = await modelOf(server).rerank({ query, documents, topN: 2 });
    expect(meta.attempts).toBe(3);
    expect(server.requests).toHaveLength(3);
  });

  it('gives its request up with the signal, whose own reason is thrown', async () => {
    const controller = new AbortController();
    const reason = new Error('left');
    let givenUp = () => {};
    const closed = new Promise<void>((resolve) => {
      givenUp = resolve;
    });
    await using server = await startCohereServer({ hang: { asked: () => controller.abort(reason), givenUp } });
    const call = modelOf(server).rerank({ query, documents }, { signal: controller.signal });
    await expect(call).rejects.toBe(reason);
    await closed;
  });

  it.each([
    [401, 'authentication', false],
    [402, 'quota_exceeded', false],
    [403, 'authentication', false],
    [404, 'not_found', false],
    [410, 'not_found', false],
    [408, 'timeout', true],
    [422, 'rejected', false],
    [409, 'rejected', true],
    [429, 'rate_limited', true],
    [500, 'unavailable', true],
    [503, 'unavailable', true],
    [504, 'timeout', true],
  ])('takes status %i for %s', async (status, code, retryable) => {
    const body = { message: `no: ${query} ${documents[0]} ${secret}` };
    const error = await failWith({ status, body });
    expect(error).toMatchObject({ code, retryable, details: { status, provider: 'acme', model: 'rerank-v3.5' } });
  });

  it.each([
    ['seconds', { 'retry-after': '7' }, 7000],
    ['milliseconds', { 'retry-after-ms': '250', 'retry-after': '1' }, 250],
    ['a date that has passed', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 0],
    [
      "a date, by the answer's own",
      { 'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT', date: 'Wed, 21 Oct 2015 07:28:00 GMT' },
      30_000,
    ],
    [
      "a date, where the answer's own is none",
      { 'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT', date: 'yesterday' },
      undefined,
    ],
    ['nothing that can be read', { 'retry-after': 'soon' }, undefined],
  ])('reads how long to wait from %s', async (_, headers, retryAfterMs) => {
    const { details } = await failWith({ status: 429, headers, body: { message: 'slow down' } });
    expect(details.retryAfterMs).toBe(retryAfterMs);
  });

  it('holds neither the input nor the answer nor the key in its errors', async () => {
    const { inspect } = await import('node:util');
    const error = await failWith({ status: 400, body: { message: `cannot read "${documents[0]}" for ${secret}` } });
    const all = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true });
    for (const text of [secret, 'cannot read', query, ...documents]) expect(all).not.toContain(text);
    expect(error.message).toBe('The upstream answered 400. What it says is withheld, since it may repeat the input.');
  });

  it.each([
    ['is no JSON', '<html>'],
    ['is empty', ''],
    ['has no results', { id: 'x', meta: {} }],
  ])('refuses an answer that %s', async (_, body) => {
    expect(await failWith({ body })).toMatchObject({ code: 'invalid_response', retryable: false });
  });

  it.each([
    [
      'names a document twice',
      [
        { index: 0, relevance_score: 1 },
        { index: 0, relevance_score: 0 },
      ],
    ],
    ['leaves documents out', [{ index: 0, relevance_score: 1 }]],
    ['names a document that there is not', [{ index: 9, relevance_score: 1 }]],
  ])('refuses a ranking that %s', async (_, results) => {
    expect(await failWith({ body: { ...response, results } })).toMatchObject({ code: 'invalid_response' });
  });

  it('says that the connection broke where the answer ends too soon', async () => {
    expect(await failWith({ cut: true })).toMatchObject({ code: 'network', retryable: true });
  });

  it('tells a server that is not there from one that fails', async () => {
    const server = await startCohereServer();
    await server[Symbol.asyncDispose]();
    const call = modelOf(server).rerank({ query, documents }, { maxRetries: 0 });
    await expect(call).rejects.toMatchObject({ code: 'network', retryable: true });
  });

  it('says which key is missing', async () => {
    vi.stubEnv('COHERE_API_KEY', undefined);
    const { model } = createRegistry({ providers: [aiSdk({ id: 'acme', provider: createCohere() })] });
    const call = model('acme/rerank-v3.5').rerank({ query, documents });
    await expect(call).rejects.toMatchObject({
      code: 'missing_credentials',
      message: expect.stringContaining('COHERE_API_KEY'),
    });
    vi.unstubAllEnvs();
  });

  it('refuses what is no option of Cohere', async () => {
    await using server = await startCohereServer();
    const call = modelOf(server).rerank({ query, documents, options: { cohere: { priority: 'high' } } });
    await expect(call).rejects.toMatchObject({ code: 'invalid_options', message: 'invalid cohere provider options' });
    expect(server.requests).toEqual([]);
  });

  it('ranks under rerank() of the AI SDK again, with OpenRerank in between', async () => {
    await using server = await startCohereServer(
      { status: 503, headers: { 'retry-after': '0' }, body: {} },
      { body: response },
    );
    const provider = createCohere({ baseURL: server.url, apiKey: secret });
    const { registry } = createReranker({ providers: [aiSdk({ id: 'acme', provider })] });
    const { ranking } = await rerank({
      model: toAiSdkModel(registry.model('acme/rerank-v3.5')),
      query,
      documents,
      topN: 2,
      providerOptions: { acme: { cohere: { maxTokensPerDoc: 512 } } },
    });
    expect(ranking.map(({ originalIndex, score }) => [originalIndex, score])).toEqual([
      [1, 0.999071],
      [0, 0.32713068],
    ]);
    expect(server.requests.map(({ body }) => body)).toEqual([request, request]);
  });
});
