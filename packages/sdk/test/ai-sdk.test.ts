import { APICallError, type JSONObject, NoSuchModelError } from '@ai-sdk/provider';
import { type HttpResponse, RerankError, type Transport } from '@openrerank/core';
import { local } from '@openrerank/provider-local';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { createProviderRegistry, RetryError, rerank } from 'ai';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toAiSdkModel, toAiSdkProvider } from '../src/ai-sdk.ts';
import { createReranker, fallback, type RerankEvent } from '../src/fetch.ts';

const reranker = createReranker({ providers: [local()] });
const bm25 = reranker.registry.model('local/bm25');
const vl = 'nvidia/llama-nemotron-rerank-vl-1b-v2';
const query = 'rain in the city';
const documents = ['a sunny day', 'rain', 'rain falls on the city'];

interface Sent {
  readonly passages: readonly { readonly text?: string; readonly image?: string }[];
}

/** Answers by turns; what comes after the last turn ranks the passages by their length. */
function nim(turns: readonly HttpResponse[] = []) {
  const requests: { readonly headers: Readonly<Record<string, string>>; readonly body: Sent }[] = [];
  const transport: Transport = async ({ headers, body }) => {
    const sent = JSON.parse(String(body)) as Sent;
    requests.push({ headers, body: sent });
    const turn = turns[requests.length - 1];
    if (turn !== undefined) return turn;
    const rankings = sent.passages.map(({ text = '' }, index) => ({ index, logit: text.length }));
    return { status: 200, headers: { 'nvcf-reqid': 'req-1' }, body: JSON.stringify({ rankings }) };
  };
  const events: RerankEvent[] = [];
  const { registry } = createReranker({
    providers: [nvidiaNim({ apiKey: 'nvapi-configured' })],
    transport,
    env: {},
    onEvent: (event) => events.push(event),
    // Time passes by itself, so that a retry waits for nothing and a time limit never comes.
    clock: {
      now: () => 0,
      random: () => 0,
      schedule(ms, run) {
        if (ms < 60_000) setImmediate(run);
        return () => {};
      },
    },
  });
  return { model: registry.model(`nvidia_nim/ranking/${vl}`), requests, events };
}

const failure = (status: number, headers: HttpResponse['headers'] = {}): HttpResponse => ({
  status,
  headers,
  body: '',
});
const busy = failure(503, { 'retry-after': '0' });

let logged: unknown[];
beforeEach(() => {
  logged = [];
  vi.stubGlobal('AI_SDK_LOG_WARNINGS', (warnings: unknown) => logged.push(warnings));
});
afterEach(() => void vi.unstubAllGlobals());

describe("rerank() of the AI SDK over one of OpenRerank's models", () => {
  it('ranks texts and gives them back with their scores', async () => {
    const { ranking, rerankedDocuments } = await rerank({ model: toAiSdkModel(bm25), query, documents });
    expect(rerankedDocuments).toEqual(['rain falls on the city', 'rain', 'a sunny day']);
    const own = await bm25.rerank({ query, documents });
    expect(ranking).toEqual(
      own.results.map(({ index, relevanceScore, document }) => ({
        originalIndex: index,
        score: relevanceScore,
        document,
      })),
    );
    expect(logged).toEqual([]);
  });

  it('returns topN at most', async () => {
    const two = await rerank({ model: toAiSdkModel(bm25), query, documents, topN: 2 });
    expect(two.ranking).toHaveLength(2);
    const all = await rerank({ model: toAiSdkModel(bm25), query, documents, topN: 99 });
    expect(all.ranking).toHaveLength(3);
  });

  it('takes objects of text and image for what they say', async () => {
    const { model, requests } = nim();
    const pages = [
      { text: 'a' },
      { text: 'bb', image: 'data:image/png;base64,AA==' },
      { image: 'data:image/png;base64,AA==' },
    ];
    const { rerankedDocuments } = await rerank({ model: toAiSdkModel(model), query, documents: pages });
    expect(requests[0]?.body.passages).toEqual(pages);
    expect(rerankedDocuments[0]).toBe(pages[1]);
    expect(logged).toEqual([]);
  });

  it('ranks other objects as a whole, gives back the very objects, and says so', async () => {
    const mails: JSONObject[] = [
      { from: 'Paul Doe', text: 'A discount of 20 %.' },
      { from: 'John McGill', text: 'Sorry, but here is the pricing information from Oracle.' },
      { text: 7 },
    ];
    const before = structuredClone(mails);
    const { rerankedDocuments } = await rerank({
      model: toAiSdkModel(bm25),
      query: 'What did John write?',
      documents: mails,
    });
    expect(rerankedDocuments[0]).toBe(mails[1]);
    expect(mails).toEqual(before);
    const feature = 'object documents';
    expect(logged).toMatchObject([
      { warnings: [{ type: 'compatibility', feature }], provider: 'local', model: 'bm25' },
    ]);
  });

  it('takes a list of texts and objects', async () => {
    const mixed = ['rain in the city', { text: 'rain' }, { title: 'city' }];
    const { rerankedDocuments } = await rerank({ model: toAiSdkModel(bm25), query, documents: mixed });
    expect(rerankedDocuments[0]).toBe('rain in the city');
    expect(rerankedDocuments).toHaveLength(3);
  });

  it('refuses what is no document in the words of core', async () => {
    const call = rerank({ model: toAiSdkModel(bm25), query, documents: ['a', null as never] });
    await expect(call).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('documents.1'),
    });
  });

  it('says who answered, under which id, and what the upstream counted', async () => {
    const body = JSON.stringify({ rankings: [{ index: 0, logit: 1 }], usage: { prompt_tokens: 9, total_tokens: 9 } });
    const { model } = nim([{ status: 200, headers: { 'nvcf-reqid': 'req-9' }, body }]);
    const { response, providerMetadata } = await rerank({ model: toAiSdkModel(model), query, documents: ['a'] });
    expect(response).toMatchObject({ id: 'req-9', modelId: vl });
    expect(providerMetadata?.['openrerank']).toMatchObject({
      provider: 'nvidia_nim',
      endpoint: 'ranking',
      scoreScale: { kind: 'logit' },
      usage: { totalTokens: 9 },
    });
    const inProcess = await rerank({ model: toAiSdkModel(bm25), query, documents });
    expect(inProcess.response).toMatchObject({ id: undefined, modelId: 'bm25' });
    expect(inProcess.providerMetadata?.['openrerank']).not.toHaveProperty('usage');
  });

  it('passes warnings on', async () => {
    const { model } = createReranker({
      providers: [nvidiaNim({ apiKey: 'nvapi-x' }), local()],
      transport: async () => failure(500),
      middleware: [fallback(['local/bm25'])],
    }).registry;
    const { response } = await rerank({ model: toAiSdkModel(model('nvidia_nim/m')), query, documents });
    expect(response.modelId).toBe('bm25');
    const message = '"nvidia_nim/m" failed (unavailable); "local/bm25" answered.';
    expect(logged).toMatchObject([{ warnings: [{ type: 'other', message }] }]);
  });

  it('reads provider options under openrerank and under the id of the provider, which wins, over its own', async () => {
    const { model, requests } = nim();
    const own = toAiSdkModel(model, { options: { truncate: 'NONE' } });
    const truncate = async (providerOptions: Record<string, JSONObject>) => {
      await rerank({ model: own, query, documents, providerOptions });
      return requests.at(-1)?.body;
    };
    expect(await truncate({})).toMatchObject({ truncate: 'NONE' });
    expect(await truncate({ openrerank: { truncate: 'END' } })).toMatchObject({ truncate: 'END' });
    const both = { openrerank: { truncate: 'NONE' }, nvidia_nim: { truncate: 'END' }, cohere: { priority: 1 } };
    expect(await truncate(both)).toMatchObject({ truncate: 'END' });
    await expect(truncate({ openrerank: { top_k: 1 } })).rejects.toMatchObject({ code: 'invalid_options' });
  });

  it('sends headers, those of the call over its own', async () => {
    const { model, requests } = nim();
    const own = toAiSdkModel(model, { headers: { 'x-team': 'search', 'x-tier': 'low' }, apiKey: 'nvapi-own' });
    await rerank({ model: own, query, documents, headers: { 'X-Tier': 'high' } });
    expect(requests[0]?.headers).toMatchObject({
      'x-team': 'search',
      'x-tier': 'high',
      authorization: 'Bearer nvapi-own',
    });
  });

  it.each([
    ['an AbortError', undefined],
    ['a reason of the caller', new Error('left')],
    ['a RerankError of the caller', new RerankError('unavailable', 'mine')],
  ])('ends with the very reason of its signal: %s', async (_, reason) => {
    const controller = new AbortController();
    const { model } = createReranker({
      providers: [nvidiaNim({ apiKey: 'nvapi-x' })],
      transport: () => {
        controller.abort(reason);
        return new Promise(() => {});
      },
    }).registry;
    const { signal: abortSignal } = controller;
    const call = rerank({ model: toAiSdkModel(model('nvidia_nim/m')), query, documents, abortSignal });
    const error = await call.catch((thrown: unknown) => thrown);
    expect(error).toBe(abortSignal.reason);
  });
});

describe('a failure under rerank() of the AI SDK', () => {
  const failed = async (call: Promise<unknown>) =>
    call.then(
      () => expect.fail('it succeeded'),
      (error: unknown) => error,
    );

  it('is retried by the AI SDK as often as it is told, each time with one request', async () => {
    const { model, requests } = nim([busy, busy]);
    const { ranking } = await rerank({ model: toAiSdkModel(model), query, documents });
    expect(ranking).toHaveLength(3);
    expect(requests).toHaveLength(3);
  });

  it('is final where the AI SDK is told not to retry', async () => {
    const { model, requests } = nim([busy]);
    const error = await failed(rerank({ model: toAiSdkModel(model), query, documents, maxRetries: 0 }));
    expect(requests).toHaveLength(1);
    expect(error).toBeInstanceOf(RerankError);
    expect(error).toMatchObject({
      code: 'unavailable',
      retryable: true,
      details: { status: 503, provider: 'nvidia_nim' },
    });
  });

  it('can be found in what the AI SDK throws after its retries', async () => {
    const { model } = nim([busy, busy]);
    const error = await failed(rerank({ model: toAiSdkModel(model), query, documents, maxRetries: 1 }));
    if (!RetryError.isInstance(error)) throw error;
    expect(error.lastError).toBeInstanceOf(RerankError);
    expect(error.errors).toHaveLength(2);
  });

  it('is retried by OpenRerank instead where the model is told to, and by the AI SDK no more', async () => {
    const { model, requests, events } = nim([busy, busy, busy]);
    const error = await failed(
      rerank({ model: toAiSdkModel(model, { maxRetries: 2 }), query, documents, maxRetries: 5 }),
    );
    expect(requests).toHaveLength(3);
    expect(events.filter(({ type }) => type === 'retry')).toHaveLength(2);
    expect(error).toMatchObject({ code: 'unavailable', isRetryable: false });
  });

  it('is not retried where the same call cannot succeed', async () => {
    const { model, requests } = nim([failure(401)]);
    const error = await failed(rerank({ model: toAiSdkModel(model), query, documents }));
    expect(requests).toHaveLength(1);
    expect(error).toMatchObject({ code: 'authentication' });
  });

  it('is not retried where the upstream asks for a wait that the AI SDK would cut short', async () => {
    const { model, requests } = nim([failure(503, { 'retry-after': '60' })]);
    const error = await failed(rerank({ model: toAiSdkModel(model), query, documents }));
    expect(requests).toHaveLength(1);
    expect(error).toMatchObject({ code: 'unavailable', details: { retryAfterMs: 60_000 } });
  });

  it('is an APICallError too, without request and answer, and leaves the original as it was', async () => {
    const { model, events } = nim([failure(429, { 'retry-after': '1.5' })]);
    const error = await failed(rerank({ model: toAiSdkModel(model), query, documents, maxRetries: 0 }));
    if (!APICallError.isInstance(error)) throw error;
    expect(error).toMatchObject({
      statusCode: 429,
      isRetryable: true,
      responseHeaders: { 'retry-after-ms': '1500' },
      requestBodyValues: {},
    });
    expect(error.responseBody).toBeUndefined();
    const original = events.flatMap((event) => (event.type === 'end' ? [event.error] : []))[0];
    expect(error.cause).toBe(original);
    expect(error.stack).toContain('RerankError');
    expect(APICallError.isInstance(original)).toBe(false);
  });

  it('may be retried though the upstream does not say how long to wait', async () => {
    const { model } = nim([failure(503)]);
    const error = await failed(rerank({ model: toAiSdkModel(model), query, documents, maxRetries: 0 }));
    expect(error).toMatchObject({ isRetryable: true, responseHeaders: undefined });
  });

  it('of another kind is thrown as it is', async () => {
    const broken = new TypeError('broken');
    const model = { ...bm25, rerank: () => Promise.reject(broken) };
    expect(await failed(rerank({ model: toAiSdkModel(model), query, documents }))).toBe(broken);
  });
});

describe('a reranker as a provider of the AI SDK', () => {
  const registry = createProviderRegistry({ openrerank: toAiSdkProvider(reranker) });

  it('has every model under its model string', async () => {
    const model = registry.rerankingModel('openrerank:local/bm25');
    const { rerankedDocuments } = await rerank({ model, query, documents, topN: 1 });
    expect(rerankedDocuments).toEqual(['rain falls on the city']);
  });

  it('makes its models with its settings', async () => {
    const { model } = nim();
    const provider = toAiSdkProvider({ registry: { resolve: () => model } }, { options: { truncate: 'START' } });
    const call = rerank({ model: provider.rerankingModel('x'), query, documents });
    await expect(call).rejects.toMatchObject({ code: 'invalid_options' });
  });

  it.each([
    ['acme/model', 'unknown_provider'],
    ['local', 'invalid_model'],
    ['local/none', 'invalid_model'],
  ])('has no model %s', (id, code) => {
    const find = () => registry.rerankingModel(`openrerank:${id}`);
    expect(find).toThrow(expect.objectContaining({ code, modelId: id, modelType: 'rerankingModel' }));
    expect(find).toThrow(expect.toSatisfy(NoSuchModelError.isInstance));
    expect(find).toThrow(RerankError);
  });

  it('throws on what is no model of its registry', () => {
    const broken = new TypeError('broken');
    const resolve = () => {
      throw broken;
    };
    expect(() => toAiSdkProvider({ registry: { resolve } }).rerankingModel('x')).toThrow(broken);
  });

  it.each(['languageModel', 'embeddingModel', 'imageModel'] as const)('has no %s', (kind) => {
    const find = () => toAiSdkProvider(reranker)[kind]('x');
    expect(find).toThrow(expect.toSatisfy(NoSuchModelError.isInstance));
    expect(find).toThrow(`No such ${kind}: x. OpenRerank has reranking models only.`);
  });
});
