import { describe, expect, it } from 'vitest';
import ZeroEntropy from 'zeroentropy';
import { h100, masterKey } from '../support/start-nim-proxy.ts';
import { asJson, startWithTwoModels, thrownBy, unknownModel, wrongKey } from './two-models.ts';

const clientOf = (baseURL: string, apiKey = masterKey) => new ZeroEntropy({ baseURL, apiKey, maxRetries: 0 });

describe.each(['/v1', '/zeroentropy/v1'])('zeroentropy at %s', (path) => {
  it.each(['nvidia-rerank', 'bm25'])('ranks with %s', async (model) => {
    const { url } = await startWithTwoModels();
    const { results } = await clientOf(url + path).models.rerank({ model, ...h100, top_n: 2, latency: 'fast' });
    expect(results[0]).toEqual({ index: 2, relevance_score: expect.any(Number) });
    expect(results).toHaveLength(2);
  });

  it.each([
    ['a wrong key', 'bm25', 'sk-0', ZeroEntropy.AuthenticationError, wrongKey],
    ['an unknown model', 'nobody', masterKey, ZeroEntropy.BadRequestError, unknownModel],
  ])('shows what is wrong with %s', async (_, model, key, kind, message) => {
    const { url } = await startWithTwoModels();
    const error = await thrownBy(clientOf(url + path, key).models.rerank({ model, ...h100 }));
    expect(error).toBeInstanceOf(kind);
    expect((error as Error).message).toContain(asJson(message));
  });
});
