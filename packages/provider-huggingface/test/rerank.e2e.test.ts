import { createRegistry } from '@openrerank/core';
import { expect, it } from 'vitest';
import { huggingface } from '../src/index.ts';
import { type Reply, serve } from './server.ts';

/** Text Embeddings Inference as it comes: at most 32 texts, whose score here is the number in them. */
function textEmbeddingsInference({ body: { texts } }: { readonly body: { readonly texts: readonly string[] } }): Reply {
  if (texts.length > 32) {
    const error = `batch size ${texts.length} > maximum allowed batch size 32`;
    return { status: 413, body: { error, error_type: 'Validation' } };
  }
  const ranks = texts.map((text, index) => ({ index, score: Number(text) / 1000 }));
  return { body: ranks.sort((a, b) => b.score - a.score) };
}

const modelAt = (baseUrl: string, env = {}) =>
  createRegistry({ providers: [huggingface({ baseUrl })], env }).model('huggingface/BAAI/bge-reranker-base');

it('ranks more documents than the server takes at once, and applies topN to all of them', async () => {
  await using server = await serve(textEmbeddingsInference);
  const documents = Array.from({ length: 70 }, (_, index) => ({ text: String((index * 37) % 70), page: index }));

  const { results, usage, meta, warnings } = await modelAt(server.url).rerank({ query: 'q', documents, topN: 3 });

  expect(results.map(({ document }) => document.text)).toEqual(['69', '68', '67']);
  expect(results.every(({ index, document }) => documents[index] === document)).toBe(true);
  expect(server.asked.map(({ body }) => body.texts.length).sort()).toEqual([23, 23, 24]);
  expect(meta).toMatchObject({ requests: 3, scoreScale: { kind: 'unit' } });
  expect(warnings.map(({ code }) => code)).toEqual(['documents_split']);
  // The server reports none in its body; nothing is estimated in its place.
  expect(usage).toBeUndefined();
});

it('leaves truncation to the server unless it is told', async () => {
  await using server = await serve(textEmbeddingsInference);
  await modelAt(server.url).rerank({ query: 'q', documents: ['1'] });
  await modelAt(server.url).rerank({ query: 'q', documents: ['1'], options: { truncate: false } });
  expect(server.asked.map(({ body }) => body)).toEqual([
    { query: 'q', texts: ['1'], return_text: false },
    { query: 'q', texts: ['1'], return_text: false, truncate: false },
  ]);
});

it('sends a key only where there is one', async () => {
  await using server = await serve(textEmbeddingsInference);
  await modelAt(server.url).rerank({ query: 'q', documents: ['1'] });
  await modelAt(server.url, { HUGGINGFACE_API_KEY: 'hf_1' }).rerank({ query: 'q', documents: ['1'] });
  expect(server.asked.map(({ headers }) => headers['authorization'])).toEqual([undefined, 'Bearer hf_1']);
});

it('tries again when the server is overloaded, also when that comes with 200', async () => {
  const overloaded = { error: 'Model is overloaded', error_type: 'overloaded' };
  const replies: Reply[] = [
    { status: 429, headers: { 'retry-after': '0' }, body: overloaded },
    { body: overloaded },
    { body: [{ index: 0, score: 0.5 }] },
  ];
  await using server = await serve(() => replies.shift() as Reply);
  const { results, meta } = await modelAt(server.url).rerank({ query: 'q', documents: ['1'] }, { maxRetries: 2 });
  expect(results).toHaveLength(1);
  expect(meta.attempts).toBe(3);
});
