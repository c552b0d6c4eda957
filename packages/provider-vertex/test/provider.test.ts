import { createRegistry, type EncodedRequest, type Transport } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { vertexAi } from '../src/index.ts';
import { rankTarget } from '../src/url.ts';
import { parseAnswer } from '../src/wire.ts';

interface Body {
  readonly records: readonly { readonly id: string; readonly content: string }[];
}
const bodyOf = ({ body }: EncodedRequest): Body => JSON.parse(body as string);
const options = { vertex_project: 'my-project' };

/** Ranks the records of each request backwards. */
function open(settings: Parameters<typeof vertexAi>[0] = { apiKey: 'ya29.token' }) {
  const requests: EncodedRequest[] = [];
  const transport: Transport = async (request) => {
    requests.push(request);
    const records = bodyOf(request)
      .records.map(({ id }) => ({ id, score: Number(id) / 1000 }))
      .reverse();
    return { status: 200, headers: {}, body: JSON.stringify({ records }) };
  };
  return { requests, model: createRegistry({ providers: [vertexAi(settings)], transport }).resolve('vertex_ai/m') };
}

describe('records', () => {
  test('are told apart by their places, whatever the documents are', async () => {
    const { model, requests } = open();
    const documents = [{ text: 'same', id: 'x' }, { text: 'same', id: 'y' }, { title: 'z' }];
    const { results, usage } = await model.rerank({ query: 'q', documents, options });
    expect(bodyOf(requests[0]!).records).toEqual([
      { id: '0', content: 'same' },
      { id: '1', content: 'same' },
      { id: '2', content: '{"title":"z"}' },
    ]);
    expect(results.map(({ document }) => document)).toEqual([documents[2], documents[1], documents[0]]);
    expect(results[0]!.document).toBe(documents[2]);
    expect(usage).toBeUndefined();
  });

  test('are split over two hundred, and each part counts from zero', async () => {
    const { model, requests } = open();
    const documents = Array.from({ length: 450 }, (_, index) => `document ${index}`);
    const { results } = await model.rerank({ query: 'q', documents, options, topN: 3 });
    expect(requests.map((request) => bodyOf(request).records.length)).toEqual([150, 150, 150]);
    expect(requests.map((request) => bodyOf(request).records[0]!.id)).toEqual(['0', '0', '0']);
    expect(results.map(({ document }) => document)).toEqual(['document 149', 'document 299', 'document 449']);
  });

  test.each([
    [{}, 'no list "records"'],
    [{ records: [{ score: 1 }] }, 'no id of ours in record 0'],
    [{ records: [{ id: '1e3', score: 1 }] }, 'no id of ours in record 0'],
    [{ records: [{ id: 0, score: 1 }] }, 'no id of ours in record 0'],
    [{ records: [{ id: '0', score: '1' }] }, 'no number "score" in record 0'],
    [{ records: [{ id: '0', score: null }] }, 'no number "score" in record 0'],
    [{ records: [{ id: '01', score: 1 }] }, 'no id of ours in record 0'],
    [{ records: [null] }, 'no id of ours in record 0'],
    [{ records: [{ id: '0', score: 0.1 }, { id: '1' }, { id: '2', score: 0.5 }] }, 'no number "score" in record 1'],
  ])('of another shape are refused: %j', (answer, message) => {
    expect(() => parseAnswer(answer)).toThrow(message);
  });
});

test('a list without any score is refused, since Google leaves out no score near zero', () => {
  expect(() => parseAnswer({ records: [{ id: '0' }, { id: '1' }] })).toThrow('no number "score" in record 0');
});

test('a score that is left out is zero where a zero stands, at the end of Google’s order', () => {
  const records = [{ id: '2', score: 0.4 }, { id: '0' }, { id: '1' }];
  expect(parseAnswer({ records }).ranking).toEqual([
    { index: 2, relevanceScore: 0.4 },
    { index: 0, relevanceScore: 0 },
    { index: 1, relevanceScore: 0 },
  ]);
  expect(parseAnswer({ records: [{ id: '0' }] }).ranking).toEqual([{ index: 0, relevanceScore: 0 }]);
});

describe('a request', () => {
  test('carries a given access token, and the project that pays', async () => {
    const { model, requests } = open();
    await model.rerank({ query: 'q', documents: ['a'], options });
    expect(requests[0]!.headers).toMatchObject({
      authorization: 'Bearer ya29.token',
      'x-goog-user-project': 'my-project',
    });
  });

  test('may be billed to another project by a header', async () => {
    const { model, requests } = open({ apiKey: 'ya29.token', headers: { 'X-Goog-User-Project': 'payer' } });
    await model.rerank({ query: 'q', documents: ['a'], options });
    expect(requests[0]!.headers['x-goog-user-project']).toBe('payer');
  });

  test('is not made without a project', async () => {
    const { model, requests } = open();
    await expect(model.rerank({ query: 'q', documents: ['a'] })).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining('options.vertex_project: is missing'),
      details: { issues: [{ path: 'options.vertex_project' }] },
    });
    expect(requests).toHaveLength(0);
  });

  test('to a base URL that the call chose gets no default credentials', async () => {
    const { model, requests } = open({});
    const call = model.rerank({ query: 'q', documents: ['a'], options }, { baseUrl: 'https://evil.example' });
    await expect(call).rejects.toMatchObject({ code: 'missing_credentials' });
    expect(requests).toHaveLength(0);
  });
});

describe('the URL', () => {
  const route = 'projects/my-project/locations/global/rankingConfigs/default_ranking_config:rank';

  test.each([
    ['https://discoveryengine.googleapis.com/', `https://discoveryengine.googleapis.com/v1/${route}`],
    ['https://discoveryengine.googleapis.com/v1/', `https://discoveryengine.googleapis.com/v1/${route}`],
    ['https://discoveryengine.googleapis.com/v1alpha', `https://discoveryengine.googleapis.com/v1alpha/${route}`],
    ['https://gw.example/google?k=1#x', `https://gw.example/google/v1/${route}?k=1`],
  ])('of %s is the method’s', (baseUrl, url) => {
    expect(rankTarget(baseUrl, options)).toEqual({ url, project: 'my-project' });
  });

  test('of another host stays there, whatever the location', () => {
    expect(rankTarget('https://gw.example', { ...options, vertex_location: 'us' }).url).toContain(
      'https://gw.example/v1/projects/my-project/locations/us/',
    );
  });

  test.each(['us-central1', 'europe-west4', 'global', undefined])('asks the global location for %s', (location) => {
    const host = 'https://discoveryengine.googleapis.com';
    expect(rankTarget(host, { ...options, vertex_location: location }).url).toBe(`${host}/v1/${route}`);
  });

  test.each(['us', 'eu'])('asks %s at a host of its own, unless it is whole', (vertex_location) => {
    const host = 'https://discoveryengine.googleapis.com';
    expect(rankTarget(host, { ...options, vertex_location }).url).toBe(
      `https://${vertex_location}-discoveryengine.googleapis.com/v1/${route.replace('global', vertex_location)}`,
    );
    expect(rankTarget(`${host}/v1/${route}`, { ...options, vertex_location }).url).toBe(`${host}/v1/${route}`);
  });

  test('that is whole names the project; an option does where it does not', () => {
    expect(rankTarget('https://gw.example/rank:rank', {})).toEqual({
      url: 'https://gw.example/rank:rank',
      project: undefined,
    });
    expect(rankTarget('https://gw.example/rank:rank', { vertex_project: 'payer' }).project).toBe('payer');
    // Not that of an environment variable, which is there for all else that runs in the same place.
    expect(rankTarget(`https://gw.example/v1/${route}`, { vertex_project: 'other' }).project).toBe('my-project');
  });
});

describe('options', () => {
  const refuse = (wrong: object) =>
    open().model.rerank({ query: 'q', documents: ['a'], options: { ...options, ...wrong } });

  test.each(['vertex_credentials', 'vertex_ai_credentials'])('never hold a secret: %s', async (name) => {
    const error = await refuse({ [name]: '{"private_key":"hush"}' }).catch((reason: Error) => reason);
    expect(error).toMatchObject({ code: 'invalid_options' });
    expect((error as Error).message).toMatch(/GOOGLE_APPLICATION_CREDENTIALS.*access token as apiKey/);
    expect((error as Error).message).not.toContain('hush');
  });

  test.each([{ vertex_project: '../x' }, { vertex_location: 'evil.example/' }, { region: 'eu' }])(
    'that would lead elsewhere or mean nothing are refused: %j',
    async (wrong) => {
      await expect(refuse(wrong)).rejects.toMatchObject({ code: 'invalid_options' });
    },
  );
});

describe('project and location', () => {
  test('are the operator’s to say, not a client’s of a proxy', () => {
    expect(vertexAi.definition.operatorOptions).toEqual(['vertex_project', 'vertex_location']);
  });

  const plannedUrl = async (env: Readonly<Record<string, string>>, own?: object) => {
    const { resolve } = createRegistry({ providers: [vertexAi()], env });
    const { parts } = await resolve('vertex_ai/m').plan({ query: 'q', documents: ['a'], options: own });
    return parts[0]!.request!.url;
  };

  test.each([
    [{ VERTEXAI_PROJECT: 'one', GOOGLE_CLOUD_PROJECT: 'two' }, '/projects/one/locations/global/'],
    [{ GOOGLE_CLOUD_PROJECT: 'two', VERTEXAI_LOCATION: 'eu' }, '/projects/two/locations/eu/'],
    [{ GOOGLE_CLOUD_PROJECT: 'two', VERTEXAI_LOCATION: 'us-central1' }, '/projects/two/locations/global/'],
  ])('are found in %j', async (env, path) => {
    expect(await plannedUrl(env)).toContain(path);
  });

  test('of the call stand before those of the environment', async () => {
    const env = { VERTEXAI_PROJECT: 'one', VERTEXAI_LOCATION: 'eu' };
    const own = { vertex_project: 'mine', vertex_location: 'us' };
    expect(await plannedUrl(env, own)).toContain('/projects/mine/locations/us/');
  });
});
