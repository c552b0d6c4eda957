import { createRegistry, type EncodedRequest } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { cohere } from '../src/index.ts';

interface CohereBody {
  readonly documents: readonly string[];
  readonly top_n?: number;
}
const bodyOf = ({ body }: EncodedRequest) => JSON.parse(String(body)) as CohereBody;

/** Ranks by length and bills as Cohere does: a unit for each hundred documents. */
function open(env: Readonly<Record<string, string>> = { COHERE_API_KEY: 'co-env' }) {
  const sent: EncodedRequest[] = [];
  const transport = async (request: EncodedRequest) => {
    sent.push(request);
    const { documents, top_n } = bodyOf(request);
    const results = documents.map((text, index) => ({ index, relevance_score: text.length / 10_000 }));
    results.sort((a, b) => b.relevance_score - a.relevance_score);
    const meta = { billed_units: { search_units: Math.ceil(documents.length / 100) } };
    return { status: 200, headers: {}, body: JSON.stringify({ results: results.slice(0, top_n), meta }) };
  };
  return { registry: createRegistry({ providers: [cohere()], transport, env }), sent };
}

describe('cohere', () => {
  test('sends a long list a thousand documents at a time, each part cut to topN, and adds up the search units', async () => {
    const { registry, sent } = open();
    const documents = Array.from({ length: 2500 }, (_, index) => 'x'.repeat(index + 1));
    const { results, usage } = await registry.model('cohere/rerank-v3.5').rerank({ query: 'q', documents, topN: 2 });
    expect(sent.map((request) => bodyOf(request).documents.length)).toEqual([833, 833, 834]);
    expect(sent.map((request) => bodyOf(request).top_n)).toEqual([2, 2, 2]);
    expect(results.map(({ index }) => index)).toEqual([2499, 2498]);
    expect(usage).toEqual({ searchUnits: 27 });
  });

  test('is asked at v2, and at v1 where the model string says so', async () => {
    const { registry, sent } = open();
    await registry.model('cohere/rerank-v3.5').rerank({ query: 'q', documents: ['a'] });
    await registry.model('cohere/v1/rerank-v3.5').rerank({ query: 'q', documents: ['a'] });
    expect(sent.map(({ url }) => url)).toEqual([
      'https://api.cohere.com/v2/rerank',
      'https://api.cohere.com/v1/rerank',
    ]);
    expect(sent[0]?.headers['authorization']).toBe('Bearer co-env');
  });

  test('goes where COHERE_API_BASE says, without doubling its version', async () => {
    const { registry, sent } = open({ COHERE_API_KEY: 'co-env', COHERE_API_BASE: 'https://eu.example/cohere/v2/' });
    await registry.model('cohere/rerank-v3.5').rerank({ query: 'q', documents: ['a'] });
    expect(sent[0]?.url).toBe('https://eu.example/cohere/v2/rerank');
  });

  test.each([
    ['cohere/m', 'https://api.cohere.com/v1/rerank', 'v1'],
    ['cohere/m', 'https://gw.example/cohere/v1/rerank/', 'v1'],
    ['cohere/v1/m', 'https://gw.example/v2/rerank', 'v2'],
    // A host or a version alone says where the API is, not what is spoken.
    ['cohere/m', 'https://api.cohere.com/v1', 'v2'],
    ['cohere/v1/m', 'https://api.cohere.com/v2', 'v1'],
    ['cohere/m', 'https://gw.example/rerank', 'v2'],
  ])('speaks to a whole URL as its version wants it: %s at %s in %s', async (model, baseUrl, version) => {
    const { parts } = await createRegistry({ providers: [cohere({ baseUrl })] })
      .resolve(model)
      .plan({ query: 'q', documents: ['a'] });
    const { url, body } = parts[0]!.request!;
    expect('return_documents' in (body as object)).toBe(version === 'v1');
    if (baseUrl.includes('/v')) expect(url).toContain(`/${version}/rerank`);
  });

  test('names its variable where there is no key', async () => {
    const { registry, sent } = open({});
    await expect(registry.model('cohere/m').rerank({ query: 'q', documents: ['a'] })).rejects.toMatchObject({
      code: 'missing_credentials',
      message: expect.stringContaining('COHERE_API_KEY'),
    });
    expect(sent).toHaveLength(0);
  });

  test('ranks an object by its text, or by its JSON text with a warning, and gives the object back', async () => {
    const { registry, sent } = open();
    const documents = [{ text: 'short', id: 1 }, { title: 'no text at all' }];
    const { results, warnings } = await registry.model('cohere/m').rerank({ query: 'q', documents });
    expect(bodyOf(sent[0]!).documents).toEqual(['short', '{"title":"no text at all"}']);
    expect(results[1]?.document).toBe(documents[0]);
    expect(warnings).toMatchObject([{ code: 'document_stringified' }]);
  });

  test('refuses an image, which Cohere does not rank', async () => {
    const { registry } = open();
    const call = registry
      .model('cohere/m')
      .rerank({ query: 'q', documents: [{ image: 'data:image/png;base64,iVBO' }] });
    await expect(call).rejects.toMatchObject({ code: 'unsupported' });
  });

  test('passes on what Cohere warns of, and nothing that is no text', async () => {
    const answer = { results: [{ index: 0, relevance_score: 1 }], meta: { warnings: ['old model', 7, null] } };
    const transport = async () => ({ status: 200, headers: {}, body: JSON.stringify(answer) });
    const registry = createRegistry({ providers: [cohere({ apiKey: 'k' })], transport });
    const { warnings } = await registry.model('cohere/m').rerank({ query: 'q', documents: ['a'] });
    expect(warnings).toEqual([{ code: 'other', message: 'old model' }]);
  });
});
