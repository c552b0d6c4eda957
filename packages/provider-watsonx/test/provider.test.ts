import { bodyBytes, createRegistry, type EncodedRequest, encodedDocuments, type Transport } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { watsonx } from '../src/index.ts';
import { rerank as endpoint } from '../src/rerank.ts';
import { rerankUrl } from '../src/url.ts';

const baseUrl = 'https://us-south.ml.cloud.ibm.com';
const options = { project_id: 'p' };
const token = 'header.payload.signature';

interface Body {
  readonly inputs: readonly { readonly text: string }[];
}
const bodyOf = ({ body }: EncodedRequest): Body => JSON.parse(String(Buffer.from(bodyBytes(body) as Uint8Array)));

/** Ranks the documents of each request in their order. */
function open(settings: Parameters<typeof watsonx>[0] = { baseUrl, apiKey: token }, model = 'cross-encoder/m') {
  const requests: EncodedRequest[] = [];
  const transport: Transport = async (request) => {
    requests.push(request);
    const results = bodyOf(request).inputs.map((_, index) => ({ index, score: -index }));
    const headers = { 'x-global-transaction-id': 'ibm-1' };
    return { status: 200, headers, body: JSON.stringify({ results, input_token_count: 7 }) };
  };
  return { requests, model: createRegistry({ providers: [watsonx(settings)], transport }).resolve(`watsonx/${model}`) };
}

describe('a request', () => {
  test('is split over a thousand documents, and its tokens are summed', async () => {
    const { model, requests } = open();
    const documents = Array.from({ length: 1001 }, () => 'a');
    const { usage, meta } = await model.rerank({ query: 'q', documents, options });
    expect(requests.map((request) => bodyOf(request).inputs.length)).toEqual([500, 501]);
    expect(usage).toEqual({ inputTokens: 14 });
    expect(meta).toMatchObject({ scoreScale: { kind: 'logit' }, upstreamRequestId: 'ibm-1' });
  });

  test('is the same for documents that are JSON already', async () => {
    const { model, requests } = open();
    const bytes = new TextEncoder().encode('"a\\n" "é"');
    const documents = encodedDocuments({ source: { bytes }, spans: new Uint32Array([0, 5, 6, 10]) });
    await model.rerank({ query: 'q', documents, options });
    expect(bodyOf(requests[0]!).inputs).toEqual([{ text: 'a\n' }, { text: 'é' }]);
    expect(requests[0]!.headers['authorization']).toBe(`Bearer ${token}`);
  });

  test('has scores of an unknown scale for embedding models', async () => {
    const { meta } = await open(undefined, 'ibm/slate').model.rerank({ query: 'q', documents: ['a'], options });
    expect(meta.scoreScale).toEqual({ kind: 'unknown' });
  });

  test('is not made without a project or a space', async () => {
    const { model, requests } = open();
    await expect(model.rerank({ query: 'q', documents: ['a'] })).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(/options\.project_id: is missing.*space_id/),
      details: { issues: [{ path: 'options.project_id' }] },
    });
    expect(requests).toHaveLength(0);
  });

  test('needs a base URL, which decides where documents go', async () => {
    const { model } = open({ apiKey: token });
    await expect(model.rerank({ query: 'q', documents: ['a'], options })).rejects.toThrow('set WATSONX_API_BASE');
  });
});

test.each([
  ['WATSONX_APIKEY', 'WATSONX_API_BASE'],
  ['WATSONX_API_KEY', 'WATSONX_URL'],
  ['WX_API_KEY', 'WX_URL'],
  ['WATSONX_ZENAPIKEY', 'WX_URL'],
  ['WATSONX_TOKEN', 'WML_URL'],
])('key and base URL are found in %s and %s', async (keyName, urlName) => {
  const sent: EncodedRequest[] = [];
  const transport: Transport = async (request) => {
    sent.push(request);
    return { status: 200, headers: {}, body: '{"results":[{"index":0,"score":1}]}' };
  };
  const env = { [keyName]: token, [urlName]: baseUrl };
  const { rerank } = createRegistry({ providers: [watsonx()], transport, env }).resolve('watsonx/m');
  await rerank({ query: 'q', documents: ['a'], options });
  expect(sent[0]).toMatchObject({
    url: `${baseUrl}/ml/v1/text/rerank?version=2023-10-25`,
    headers: { authorization: `Bearer ${token}` },
  });
});

describe('project and space', () => {
  test('are the operator’s to say, not a client’s of a proxy', () => {
    const owners = ['project_id', 'space_id', 'default_project_id', 'default_space_id'];
    expect(watsonx.definition.operatorOptions).toEqual(owners);
  });

  const planned = async (env: Readonly<Record<string, string>>, own: object = {}) => {
    const { resolve } = createRegistry({ providers: [watsonx({ baseUrl })], env });
    const { parts } = await resolve('watsonx/m').plan({ query: 'q', documents: ['a'], options: own });
    const { project_id, space_id } = parts[0]!.request!.body as Record<string, unknown>;
    return { project_id, space_id };
  };

  test.each([
    [{ WATSONX_PROJECT_ID: 'p1', WX_PROJECT_ID: 'p2' }, { project_id: 'p1' }],
    [{ WX_PROJECT_ID: 'p2' }, { project_id: 'p2' }],
    [{ WATSONX_DEPLOYMENT_SPACE_ID: 's1', WATSONX_SPACE_ID: 's2', WX_SPACE_ID: 's3' }, { space_id: 's1' }],
    [{ WATSONX_SPACE_ID: 's2', WX_SPACE_ID: 's3' }, { space_id: 's2' }],
    [{ WX_SPACE_ID: 's3' }, { space_id: 's3' }],
    [{ WATSONX_PROJECT_ID: 'p1', WATSONX_SPACE_ID: 's2' }, { project_id: 'p1' }],
  ])('are found in %j', async (env, owner) => {
    expect(await planned(env)).toEqual(owner);
  });

  test('of the call stand before either of the environment, which contradicts none of them', async () => {
    const env = { WATSONX_PROJECT_ID: 'p1', WATSONX_SPACE_ID: 's1' };
    expect(await planned(env, { project_id: 'mine' })).toEqual({ project_id: 'mine' });
    expect(await planned(env, { space_id: 'mine' })).toEqual({ space_id: 'mine' });
  });
});

describe('the URL', () => {
  const expected = `${baseUrl}/ml/v1/text/rerank?version=2023-10-25`;

  test.each(['', '/', '/ml', '/ml/v1', '/ml/v1/text', '/ml/v1/text/rerank/'])('of a base that ends in "%s"', (path) => {
    expect(rerankUrl(baseUrl + path, undefined)).toBe(expected);
  });

  test('keeps a prefix and a version of its own, unless an option names another', () => {
    expect(rerankUrl('https://gw.example/ibm?version=2025-01-01&k=1#x', undefined)).toBe(
      'https://gw.example/ibm/ml/v1/text/rerank?version=2025-01-01&k=1',
    );
    expect(rerankUrl('https://gw.example?version=2025-01-01', '2025-02-02')).toBe(
      'https://gw.example/ml/v1/text/rerank?version=2025-02-02',
    );
  });
});

test.each([-1, 'many', null])('a token count of %o is left out', (count) => {
  const input = { model: 'm', baseUrl, query: 'q', passages: [{ text: 'a' }], firstIndex: 0, topN: undefined, options };
  expect(endpoint.parseResponse({ results: [{ index: 0, score: 1 }], input_token_count: count }, input)).toEqual({
    ranking: [{ index: 0, relevanceScore: 1 }],
  });
});

describe('options', () => {
  const refuse = (wrong: object) =>
    open()
      .model.rerank({ query: 'q', documents: ['a'], options: { ...options, ...wrong } })
      .catch((error: Error) => error);

  test.each(['apikey', 'token', 'zen_api_key', 'watsonx_credentials'])('never hold a secret: %s', async (name) => {
    const error = await refuse({ [name]: 'hush' });
    expect(error).toMatchObject({ code: 'invalid_options', message: expect.stringContaining('WATSONX_APIKEY') });
    expect((error as Error).message).not.toContain('hush');
  });

  test('name a project or a space, not both', async () => {
    expect(await refuse({ space_id: 's' })).toMatchObject({ details: { issues: [{ path: 'options.space_id' }] } });
  });

  test.each([{ truncate_input_tokens: 0 }, { api_version: 'v1' }, { project_id: '' }, { watsonx_region: 'eu' }])(
    'that make no sense are refused: %j',
    async (wrong) => {
      expect(await refuse(wrong)).toMatchObject({ code: 'invalid_options' });
    },
  );
});
