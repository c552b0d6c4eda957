import { bodyBytes, createRegistry, type EncodedRequest, encodedDocuments, type Transport } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { dashscope } from '../src/index.ts';
import { compatibleUrl, nativeUrl } from '../src/url.ts';

const image = 'data:image/png;base64,iVBORw0KGgo=';

/** Ranks the documents of each request in their order. */
function open(model: string, settings: Parameters<typeof dashscope>[0] = {}) {
  const requests: EncodedRequest[] = [];
  const transport: Transport = async (request) => {
    requests.push(request);
    const { documents, input } = bodyOf(request) as { documents?: unknown[]; input?: { documents: unknown[] } };
    const results = (documents ?? input!.documents).map((_, index) => ({ index, relevance_score: 1 / (index + 1) }));
    const answer = input === undefined ? { results } : { output: { results } };
    const body = JSON.stringify({ ...answer, usage: { total_tokens: 10 } });
    return { status: 200, headers: { 'x-request-id': 'r1' }, body };
  };
  const env = { DASHSCOPE_API_KEY: 'sk-key' };
  return {
    requests,
    model: createRegistry({ providers: [dashscope(settings)], transport, env }).resolve(`dashscope/${model}`),
  };
}

const bodyOf = ({ body }: EncodedRequest) => JSON.parse(String(Buffer.from(bodyBytes(body) as Uint8Array)));

describe('a list that is longer than the API takes', () => {
  test.each([
    ['qwen3-rerank', 3],
    ['compatible/qwen3-rerank', 3],
    ['qwen3-vl-rerank', 33],
  ])('is split and merged for %s', async (name, parts) => {
    const { model, requests } = open(name);
    const documents = Array.from({ length: 1316 }, (_, index) => `document ${index}`);
    const { results, usage } = await model.rerank({ query: 'q', documents, topN: 4 });
    expect(requests).toHaveLength(parts);
    expect(results).toHaveLength(4);
    expect(usage).toEqual({ totalTokens: parts * 10 });
  });
});

describe('a document', () => {
  test('is a string for text models and an object for those that take images', async () => {
    const text = open('qwen3-rerank');
    await text.model.rerank({ query: 'q', documents: ['a', { text: 'b', id: 1 }] });
    expect(bodyOf(text.requests[0]!).input.documents).toEqual(['a', 'b']);
    const vl = open('qwen3-vl-rerank');
    await vl.model.rerank({ query: 'q', documents: ['a', { image, id: 1 }] });
    expect(bodyOf(vl.requests[0]!).input.documents).toEqual([{ text: 'a' }, { image }]);
  });

  test('that is JSON already arrives the same, whatever the model', async () => {
    const bytes = new TextEncoder().encode('"a\\n" "é"');
    const documents = () => encodedDocuments({ source: { bytes }, spans: new Uint32Array([0, 5, 6, 10]) });
    const text = open('qwen3-rerank');
    await text.model.rerank({ query: 'q', documents: documents() });
    expect(bodyOf(text.requests[0]!).input.documents).toEqual(['a\n', 'é']);
    const vl = open('qwen3-vl-rerank');
    await vl.model.rerank({ query: 'q', documents: documents() });
    expect(bodyOf(vl.requests[0]!).input.documents).toEqual([{ text: 'a\n' }, { text: 'é' }]);
  });

  test('of a text and an image is refused, by its place in the whole list', async () => {
    const { model, requests } = open('qwen3-vl-rerank');
    const documents = Array.from({ length: 50 }, (_, index) => (index === 45 ? { text: 'a', image } : { text: 'a' }));
    await expect(model.rerank({ query: 'q', documents })).rejects.toMatchObject({
      code: 'unsupported',
      details: { issues: [{ path: 'documents.45' }] },
    });
    expect(requests).toHaveLength(0);
  });

  test('of an image and an empty text is the image', async () => {
    const { model, requests } = open('qwen3-vl-rerank');
    await model.rerank({ query: 'q', documents: [{ text: '', image }] });
    expect(bodyOf(requests[0]!).input.documents).toEqual([{ image }]);
  });

  test.each(['qwen3-rerank', 'compatible/qwen3-vl-rerank'])('is no image for %s', async (name) => {
    const { model } = open(name);
    await expect(model.rerank({ query: 'q', documents: [{ image }] })).rejects.toMatchObject({ code: 'unsupported' });
  });
});

test('the base URL is that of the rerank variable before that of the chat API, and that before DashScope’s own', async () => {
  const urls: string[] = [];
  const transport: Transport = async ({ url }) => {
    urls.push(url);
    return { status: 200, headers: {}, body: '{"output":{"results":[{"index":0,"relevance_score":1}]}}' };
  };
  const own = { DASHSCOPE_API_KEY: 'k', DASHSCOPE_HTTP_BASE_URL: 'https://own.example/api/v1' };
  const chat = {
    ...own,
    DASHSCOPE_API_KEY: 'k',
    DASHSCOPE_API_BASE: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
  };
  for (const env of [own, chat, { ...chat, DASHSCOPE_API_BASE_RERANK: 'https://gw.example' }]) {
    const { rerank } = createRegistry({ providers: [dashscope()], transport, env }).resolve('dashscope/m');
    await rerank({ query: 'q', documents: ['a'] });
  }
  expect(urls.map((url) => new URL(url).host)).toEqual(['own.example', 'dashscope-intl.aliyuncs.com', 'gw.example']);
});

describe('the URL', () => {
  const bases = [
    'https://dashscope.aliyuncs.com',
    'https://dashscope.aliyuncs.com/api/v1/',
    'https://dashscope.aliyuncs.com/compatible-mode/v1',
    'https://dashscope.aliyuncs.com//compatible-api/v1',
    'https://dashscope.aliyuncs.com/compatible-api/v1/reranks',
    'https://dashscope.aliyuncs.com/api/v1/services/rerank/text-rerank/text-rerank',
  ];
  test.each(bases)('of %s leads to both routes', (base) => {
    expect(nativeUrl(base)).toBe('https://dashscope.aliyuncs.com/api/v1/services/rerank/text-rerank/text-rerank');
    expect(compatibleUrl(base)).toBe('https://dashscope.aliyuncs.com/compatible-api/v1/reranks');
  });

  test('keeps a prefix and a query string', () => {
    expect(compatibleUrl('https://gw.example/ali/compatible-mode/v1?k=1#x')).toBe(
      'https://gw.example/ali/compatible-api/v1/reranks?k=1',
    );
    expect(nativeUrl('https://gw.example/api')).toBe(
      'https://gw.example/api/api/v1/services/rerank/text-rerank/text-rerank',
    );
  });

  test('of a gateway’s own route is used as it is', () => {
    expect(compatibleUrl('https://gw.example/ali/reranks/')).toBe('https://gw.example/ali/reranks');
  });
});

describe('a base URL of the compatible route', () => {
  const at = (baseUrl: string, name = 'qwen3-rerank') => open(name, { baseUrl });

  test.each([
    ['https://gw.example/v1/reranks', 'https://gw.example/v1/reranks'],
    ['https://gw.example/v1/reranks/?k=1', 'https://gw.example/v1/reranks?k=1'],
    [
      'https://dashscope.aliyuncs.com/compatible-api/v1/reranks',
      'https://dashscope.aliyuncs.com/compatible-api/v1/reranks',
    ],
  ])('is asked in its shape by the native endpoint too: %s', async (baseUrl, url) => {
    const { model, requests } = at(baseUrl);
    const options = { instruction: 'Find it' };
    const { results, usage } = await model.rerank({ query: 'q', documents: ['a', 'b'], topN: 2, options });
    expect(requests[0]!.url).toBe(url);
    expect(bodyOf(requests[0]!)).toEqual({
      model: 'qwen3-rerank',
      query: 'q',
      documents: ['a', 'b'],
      top_n: 2,
      return_documents: false,
      instruct: 'Find it',
    });
    expect(results.map(({ index }) => index)).toEqual([0, 1]);
    expect(usage).toEqual({ totalTokens: 10 });
  });

  test('takes no image, by its place in the whole list', async () => {
    const { model, requests } = at('https://gw.example/v1/reranks', 'qwen3-vl-rerank');
    const documents = Array.from({ length: 50 }, (_, index) => (index === 45 ? { image } : { text: 'a' }));
    await expect(model.rerank({ query: 'q', documents })).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(/^documents\.45 holds an image.*texts only/),
      details: { issues: [{ path: 'documents.45' }] },
    });
    expect(requests).toHaveLength(0);
  });
});

describe('options', () => {
  const rerank = (options: object) => open('qwen3-rerank').model.rerank({ query: 'q', documents: ['a'], options });

  test('take the task under both of its names', async () => {
    for (const name of ['instruct', 'instruction']) {
      const { model, requests } = open('qwen3-rerank');
      await model.rerank({ query: 'q', documents: ['a'], options: { [name]: 'Find it' } });
      expect(bodyOf(requests[0]!).parameters).toEqual({ return_documents: false, instruct: 'Find it' });
    }
  });

  test('may hold the task twice only where it is the same', async () => {
    await rerank({ instruct: 'a', instruction: 'a' });
    await expect(rerank({ instruct: 'a', instruction: 'b' })).rejects.toMatchObject({
      code: 'invalid_options',
      details: { issues: [{ path: 'options.instruction' }] },
    });
  });

  test('that DashScope does not know are refused', async () => {
    await expect(rerank({ fps: 1 })).rejects.toThrow('fps: DashScope takes no such option');
    await expect(rerank({ instruct: '' })).rejects.toThrow('options.instruct: must not be empty');
  });
});

test('an answer that is a failure in disguise is no ranking', async () => {
  const body = '{"code":"InternalError","message":"An internal error has occured","request_id":"r"}';
  const transport: Transport = async () => ({ status: 200, headers: { 'x-request-id': 'r1' }, body });
  const { rerank } = createRegistry({ providers: [dashscope({ apiKey: 'k' })], transport }).resolve('dashscope/m');
  await expect(rerank({ query: 'q', documents: ['a'] })).rejects.toMatchObject({
    code: 'invalid_response',
    details: { upstreamRequestId: 'r1' },
  });
});
