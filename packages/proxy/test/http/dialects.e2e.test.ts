import { defineRerankProvider, type RerankProviderFactory } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { acme } from '../support/acme.ts';
import { startProxy, until } from '../support/start-proxy.ts';

const text = (content: unknown) => expect.stringContaining(String(content));

/** A path of each dialect, and where it has the message of an error. */
const dialects = [
  ['/jina/v1/rerank', (message: unknown) => ({ detail: message })],
  ['/voyage/v1/rerank', (message: unknown) => ({ detail: message })],
  ['/together/v1/rerank', (message: unknown) => ({ error: { message } })],
  ['/cohere/v2/rerank', (message: unknown) => ({ message })],
  ['/v1/rerank', (message: unknown) => ({ message, detail: message, error: { message } })],
  ['/vllm/rerank', (message: unknown) => ({ error: { message } })],
  ['/vllm/score', (message: unknown) => ({ error: { message } })],
  ['/infinity/rerank', (message: unknown) => ({ error: { message } })],
  ['/mixedbread/v1/reranking', (message: unknown) => ({ message })],
  ['/zeroentropy/v1/models/rerank', (message: unknown) => ({ detail: message })],
  ['/tei/rerank', (message: unknown) => ({ error: message })],
  ['/tei/nvidia/x/rerank', (message: unknown) => ({ error: message })],
  ['/v1/ranking', (message: unknown) => ({ object: 'error', message })],
  ['/v1/retrieval/nvidia/x/reranking', (message: unknown) => ({ object: 'error', message })],
  ['/pinecone/rerank', (message: unknown) => ({ error: { message } })],
  ['/bedrock/rerank', (message: unknown) => ({ message, __type: expect.any(String) })],
  ['/vertex/v1/projects/p/locations/l/rankingConfigs/c:rank', (message: unknown) => ({ error: { message } })],
  ['/_inference/rerank/m', (message: unknown) => ({ error: { reason: message } })],
] as const;

describe.each(dialects)('at %s, in the words of its dialect,', (path, told) => {
  const withKey = { authorization: 'Bearer sk-1' };
  const start = () =>
    startProxy({ masterKey: 'sk-1', maxBodyBytes: 100, models: { m: [{ id: 'a' }], n: [{ id: 'b' }] } });

  it('a missing key is 401', async () => {
    const { post } = await start();
    expect(await post({}, {}, path)).toMatchObject({ status: 401, json: told(text('No API key in the request.')) });
  });

  it('another method is 405', async () => {
    const { request } = await start();
    expect(await request(path)).toMatchObject({ status: 405, json: told(text('GET is not allowed here.')) });
  });

  it('a body that is too large is 413', async () => {
    const { post } = await start();
    expect(await post('x'.repeat(200), withKey, path)).toMatchObject({
      status: 413,
      json: told(text('is larger than')),
    });
  });

  it('another kind of body is 415', async () => {
    const { post } = await start();
    const answer = await post('x', { ...withKey, 'content-type': 'text/plain' }, path);
    expect(answer).toMatchObject({ status: 415, json: told(text('must be JSON')) });
  });

  it('a body that is not JSON is 400', async () => {
    const { post } = await start();
    expect(await post('{"a":', withKey, path)).toMatchObject({ status: 400, json: told(text('not complete')) });
  });

  it('a proxy that is shutting down is 503', async () => {
    let release = () => {};
    const reply = () =>
      new Promise<object>((resolve) => {
        release = () => resolve({});
      });
    const { proxy, post, network } = await startProxy({ reply });
    const call = post();
    await until(() => network.requests.length === 1);
    const closed = proxy.close();
    expect(await post({}, {}, path)).toMatchObject({ status: 503, json: told(text('is shutting down')) });
    release();
    expect((await call).status).toBe(200);
    await closed;
  });
});

it('the description of the API has every dialect and is made once', async () => {
  const { request } = await startProxy();
  const first = await request('/openapi.json');
  for (const [path] of dialects.filter(([path]) => !/\/x\/|\/p\/|\/m$/.test(path))) {
    expect(first.json.paths).toHaveProperty([path, 'post']);
  }
  expect((await request('/openapi.json')).text).toBe(first.text);
});

describe('a path that nobody serves', () => {
  it.each(dialects.filter(([path]) => !path.startsWith('/v1/')))('near %s is 404 in its words', async (path, told) => {
    const { post } = await startProxy();
    const [, prefix] = path.split('/');
    expect(await post({}, {}, `/${prefix}/nothing/here`)).toMatchObject({
      status: 404,
      json: told(text('no such route')),
    });
  });

  it('elsewhere is 404 with the route that was meant', async () => {
    const { post } = await startProxy();
    expect(await post({}, {}, '/v1/rerankk')).toMatchObject({
      status: 404,
      json: { message: text('Did you mean /v1/rerank?') },
    });
    expect(await post({}, {}, '/v1/chat/completions')).toMatchObject({
      status: 404,
      json: { message: expect.not.stringContaining('mean') },
    });
  });

  it('because it is not well encoded is 400', async () => {
    const { post } = await startProxy();
    expect(await post({}, {}, '/tei/%E0%A4%A/rerank')).toMatchObject({
      status: 400,
      json: { error_type: 'validation' },
    });
  });
});

describe('a request in the words of another vendor', () => {
  it('finds its model in the path, however its slashes are sent', async () => {
    const { post, logs } = await startProxy({ models: { 'a/b': [{ id: '1' }], c: [{ id: '2' }] } });
    const body = { query: { text: 'q' }, passages: [{ text: 'x' }, { text: 'y' }] };
    for (const model of ['a/b', 'a%2Fb']) {
      const { status, json } = await post(body, {}, `/v1/retrieval/${model}/reranking`);
      expect({ status, json }).toEqual({
        status: 200,
        json: {
          rankings: [
            { index: 0, logit: 1 },
            { index: 1, logit: 0.5 },
          ],
        },
      });
    }
    expect(logs.entries().filter(({ route }) => route === '/v1/retrieval/{model}/reranking')).toBeDefined();
  });

  it('finds its model in the query, and the only one without', async () => {
    const body = { query: 'q', texts: ['x', 'y'] };
    const two = await startProxy({ models: { m: [{ id: '1' }], n: [{ id: '2' }] } });
    expect((await two.post(body, {}, '/tei/rerank?model=n')).json).toEqual([
      { index: 0, score: 1 },
      { index: 1, score: 0.5 },
    ]);
    expect(two.network.hosts()).toEqual(['2']);
    expect(await two.post(body, {}, '/tei/rerank')).toMatchObject({
      status: 400,
      json: { error: text('model is required') },
    });
    const one = await startProxy();
    expect(await one.post(body, {}, '/tei/rerank')).toMatchObject({ status: 200 });
  });

  it.each([
    ['/tei/rerank', { query: 'q', texts: [] }, { error: 'texts must not be empty.' }],
    [
      '/v1/ranking',
      { query: { text: ' ' }, passages: [{ text: 'a' }] },
      { message: 'query.text must not be empty.', param: 'query.text' },
    ],
    [
      '/v1/ranking',
      { query: { text: 'q' }, passages: [{ text: 'a' }, { image: 'x' }] },
      { message: text('passages.1.image cannot be ranked'), param: 'passages.1.image' },
    ],
    [
      '/v1/score',
      { text_1: 'q', text_2: ['a', 7] },
      { error: { message: 'text_2.1 must be a string or an object, not a number.' } },
    ],
    ['/v1/score', { data_1: ' ', data_2: ['a'] }, { error: { message: 'data_1 must not be empty.', param: 'data_1' } }],
    ['/_inference/rerank/m', { query: 'q', input: [] }, { error: { reason: 'input must not be empty.' } }],
    [
      '/bedrock/rerank',
      {
        queries: [{ type: 'TEXT', textQuery: { text: 'q' } }],
        sources: [],
        rerankingConfiguration: { bedrockRerankingConfiguration: { modelConfiguration: { modelArn: 'm' } } },
      },
      { message: 'sources must not be empty.' },
    ],
    [
      '/v1/ranking',
      { query: { words: 'q' }, passages: [{ text: 'a' }] },
      { message: 'query.text is required and must be a string.', param: 'query.text' },
    ],
    [
      '/v1/score',
      { query: 'q', documents: ['a'] },
      { error: { message: text('queries is required'), param: 'queries' } },
    ],
    ['/tei/rerank', { query: 'q', texts: ['a'], documents: ['b'] }, { error: text('documents is not a field') }],
  ])('is told at %s what is wrong with %j in its own words', async (path, body, json) => {
    const { post } = await startProxy();
    expect(await post(body, {}, path)).toMatchObject({ status: 400, json });
  });

  it('says in the words of each deployment that texts may be cut', async () => {
    const flag = defineRerankProvider({
      id: 'flag',
      optionsSchema: z.strictObject({ truncate: z.boolean(), truncation_direction: z.string().optional() }),
      optionNames: ['truncate', 'truncation_direction'],
      endpoints: acme.definition.endpoints,
    });
    const { post, network } = await startProxy({
      models: { m: [{ id: 'a' }, { id: 'b', model: 'flag/m', weight: 0 }] },
      providers: new Map<string, RerankProviderFactory>([
        ['acme', acme],
        ['flag', flag],
      ]),
      reply: (host) => (host === 'a' ? { status: 500, body: '' } : {}),
    });
    const body = { query: { text: 'q' }, passages: [{ text: 'x' }], truncate: 'END' };
    expect((await post(body, {}, '/v1/ranking')).status).toBe(200);
    const options = network.requests.map((request) => JSON.parse(String(request.body)).options);
    expect(options).toEqual([{ truncate: 'END' }, { truncate: true }]);
  });

  it('has its parts back where it is of vLLM', async () => {
    const { post } = await startProxy();
    const content = [{ type: 'text', text: 'x' }];
    const { json } = await post({ query: { content }, documents: [{ content }, 'y'] }, {}, '/vllm/rerank');
    const documents = json.results.map(({ document }: { readonly document: unknown }) => document);
    expect(documents).toEqual([{ multi_modal: content }, { text: 'y' }]);
    expect((await post({ query: 'q', documents: 'one' }, {}, '/vllm/rerank')).json.results).toHaveLength(1);
  });

  it('is answered with the time where its API has it', async () => {
    const { post } = await startProxy();
    const before = Math.floor(Date.now() / 1000);
    const score = await post({ text_1: 'q', text_2: ['a'] }, {}, '/score');
    expect(score.json.created).toBeGreaterThanOrEqual(before);
    const infinity = await post({ query: 'q', documents: ['a'] }, {}, '/infinity/rerank');
    expect(infinity.json.created).toBeGreaterThanOrEqual(before);
  });

  it('of Elasticsearch is answered as by Elasticsearch', async () => {
    const { post } = await startProxy({ masterKey: 'sk-1' });
    const type = 'application/vnd.elasticsearch+json; compatible-with=9';
    const headers = { authorization: 'ApiKey sk-1', 'content-type': type };
    const answer = await post({ query: 'q', input: ['a'] }, headers, '/_inference/rerank/m');
    expect(answer).toMatchObject({ status: 200, json: { rerank: [{ index: 0, relevance_score: 1, text: 'a' }] } });
    expect(answer.headers.get('x-elastic-product')).toBe('Elasticsearch');
    for (const [body, status, key] of [
      [{}, 400, 'sk-1'],
      [{}, 401, 'sk-2'],
    ] as const) {
      const failed = await post(body, { ...headers, authorization: `ApiKey ${key}` }, '/_inference/rerank/m');
      expect(failed.status).toBe(status);
      expect(failed.headers.get('x-elastic-product')).toBe('Elasticsearch');
    }
  });

  it.each(['api-key', 'Api-Key', 'x-api-key', 'x-goog-api-key'])('may have its key in %s', async (name) => {
    const { post } = await startProxy({ masterKey: 'sk-1' });
    const body = { model: 'm', query: 'q', documents: [{ text: 'a' }] };
    expect(await post(body, { [name]: 'sk-1' }, '/pinecone/rerank')).toMatchObject({ status: 200 });
    expect(await post(body, { [name]: 'sk-2' }, '/pinecone/rerank')).toMatchObject({
      status: 401,
      json: { error: { code: 'UNAUTHENTICATED' }, status: 401 },
    });
  });

  it('hears of an upstream failure in its own words', async () => {
    const { post } = await startProxy({ reply: () => ({ status: 429, body: '', headers: { 'retry-after': '7' } }) });
    const answer = await post({ query: 'q', texts: ['a'] }, {}, '/tei/rerank');
    expect(answer).toMatchObject({ status: 429, json: { error_type: 'overloaded' } });
    expect(answer.headers.get('retry-after')).toBe('7');
  });
});
