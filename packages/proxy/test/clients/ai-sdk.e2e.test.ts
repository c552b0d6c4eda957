import { createCohere } from '@ai-sdk/cohere';
import { APICallError, RetryError, rerank } from 'ai';
import { describe, expect, it } from 'vitest';
import { h100, masterKey, startNimProxy } from '../support/start-nim-proxy.ts';

const modelOf = (url: string, id = 'nvidia-rerank', apiKey = masterKey) =>
  createCohere({ baseURL: `${url}/v2`, apiKey }).reranking(id);

describe("the AI SDK's rerank() with its Cohere provider", () => {
  it('ranks strings', async () => {
    const { url } = await startNimProxy();
    const { ranking, rerankedDocuments } = await rerank({ model: modelOf(url), ...h100, topN: 2 });
    expect(ranking.map(({ originalIndex }) => originalIndex)).toEqual([2, 0]);
    expect(rerankedDocuments[0]).toBe(h100.documents[2]);
  });

  it('ranks objects', async () => {
    const { url } = await startNimProxy();
    const documents = h100.documents.map((text, id) => ({ id, text }));
    const { rerankedDocuments } = await rerank({
      model: modelOf(url),
      query: h100.query,
      documents,
      providerOptions: { cohere: { maxTokensPerDoc: 512, priority: 1 } },
    });
    expect(rerankedDocuments[0]).toEqual(documents[2]);
  });

  it.each([
    ['an unknown model', { id: 'nobody' }, 400, 'model "nobody" is not served here.'],
    ['a wrong key', { key: 'sk-0' }, 401, 'The API key is not valid.'],
  ])('shows what is wrong with %s', async (_, { id, key }: { id?: string; key?: string }, statusCode, message) => {
    const { url } = await startNimProxy();
    const error = await rerank({ model: modelOf(url, id, key), ...h100 }).catch((thrown: unknown) => thrown);
    expect(APICallError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ statusCode, message: expect.stringContaining(message) });
  });

  it('shows the last of its tries where the upstream stays down', async () => {
    const { url, emulator } = await startNimProxy();
    emulator.inject({ status: 503, times: 'always' });
    const error = await rerank({ model: modelOf(url), ...h100, maxRetries: 0 }).catch((thrown: unknown) => thrown);
    const last = RetryError.isInstance(error) ? error.lastError : error;
    expect(last).toMatchObject({ statusCode: 503, isRetryable: true, message: expect.stringContaining('503') });
  });

  it('comes back after a rate limit, when retry-after says', async () => {
    const { url, emulator } = await startNimProxy();
    emulator.inject({ status: 429, retryAfter: 1 });
    const { ranking } = await rerank({ model: modelOf(url), ...h100 });
    expect(ranking).toHaveLength(3);
    expect(emulator.counters.received).toBe(2);
  });
});
