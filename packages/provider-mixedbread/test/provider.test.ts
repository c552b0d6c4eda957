import { bodyBytes, createRegistry, type EncodedRequest, encodedDocuments } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { mixedbread } from '../src/index.ts';

interface MixedbreadBody {
  readonly input: readonly string[];
  readonly top_k: number;
}
const bodyOf = ({ body }: EncodedRequest) =>
  JSON.parse(String(Buffer.from(bodyBytes(body) as Uint8Array))) as MixedbreadBody;

/** Returns the `top_k` best, as Mixedbread does, which takes it for 10 where it is missing. */
function open() {
  const sent: EncodedRequest[] = [];
  const transport = async (request: EncodedRequest) => {
    sent.push(request);
    const { input, top_k = 10 } = bodyOf(request);
    const data = input.map((_, index) => ({ index, score: 1 - index / 1000, object: 'rank_result' }));
    return { status: 200, headers: {}, body: JSON.stringify({ data: data.slice(0, top_k) }) };
  };
  const registry = createRegistry({ providers: [mixedbread()], transport, env: { MXBAI_API_KEY: 'emb-env' } });
  return { model: registry.resolve('mixedbread/mixedbread-ai/mxbai-rerank-large-v2'), sent };
}
const documents = Array.from({ length: 25 }, (_, index) => `document ${index}`);

describe('mixedbread', () => {
  test('ranks every document where no topN says otherwise', async () => {
    const { model, sent } = open();
    const { results } = await model.rerank({ query: 'q', documents });
    expect(results).toHaveLength(25);
    expect(bodyOf(sent[0]!).top_k).toBe(25);
    expect(sent[0]?.headers['authorization']).toBe('Bearer emb-env');
  });

  test('does so for documents that are still JSON, too', async () => {
    const { model, sent } = open();
    const literals = documents.map((text) => JSON.stringify(text));
    const ends = literals.map((_, index) => literals.slice(0, index + 1).join('').length);
    const spans = Uint32Array.from(literals.flatMap((literal, index) => [ends[index]! - literal.length, ends[index]!]));
    const bytes = new TextEncoder().encode(literals.join(''));
    const { results } = await model.rerank({ query: 'q', documents: encodedDocuments({ source: { bytes }, spans }) });
    expect(results).toHaveLength(25);
    expect(bodyOf(sent[0]!)).toMatchObject({ input: documents, top_k: 25 });
  });

  test('leaves the cut to Mixedbread', async () => {
    const { model, sent } = open();
    const { results } = await model.rerank({ query: 'q', documents, topN: 3 });
    expect(results).toHaveLength(3);
    expect(bodyOf(sent[0]!).top_k).toBe(3);
  });

  test.each([{ rewrite_query: 'yes' }, { rank_fields: ['title'] }])(
    'refuses what is no option of its: %j',
    async (options) => {
      const { model, sent } = open();
      await expect(model.rerank({ query: 'q', documents, options })).rejects.toMatchObject({ code: 'invalid_options' });
      expect(sent).toHaveLength(0);
    },
  );
});
