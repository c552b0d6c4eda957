import { describe, expect, it } from 'vitest';
import { VoyageAIClient, VoyageAIError } from 'voyageai';
import { h100, masterKey } from '../support/start-nim-proxy.ts';
import { startWithTwoModels, thrownBy, unknownModel, wrongKey } from './two-models.ts';

const clientOf = (environment: string, apiKey = masterKey) => new VoyageAIClient({ apiKey, environment });

describe.each(['/v1', '/voyage/v1'])('voyageai at %s', (path) => {
  it.each(['nvidia-rerank', 'bm25'])('ranks with %s', async (model) => {
    const { url } = await startWithTwoModels();
    const { data, object, usage } = await clientOf(url + path).rerank({
      model,
      ...h100,
      topK: 2,
      returnDocuments: true,
      truncation: true,
    });
    expect(object).toBe('list');
    expect(data?.map(({ index }) => index)[0]).toBe(2);
    expect(data?.[0]).toMatchObject({ document: h100.documents[2], relevanceScore: expect.any(Number) });
    expect(data).toHaveLength(2);
    expect(usage?.totalTokens === 0).toBe(model === 'bm25');
  });

  it('leaves documents out by default', async () => {
    const { url } = await startWithTwoModels();
    const { data } = await clientOf(url + path).rerank({ model: 'bm25', ...h100, topK: 1 });
    expect(data?.[0]).not.toHaveProperty('document');
  });

  it.each([
    ['a wrong key', 'bm25', 'sk-0', 401, wrongKey],
    ['an unknown model', 'nobody', masterKey, 400, unknownModel],
  ])('shows what is wrong with %s', async (_, model, key, statusCode, message) => {
    const { url } = await startWithTwoModels();
    const error = await thrownBy(clientOf(url + path, key).rerank({ model, ...h100, topK: 1 }, { maxRetries: 0 }));
    expect(error).toBeInstanceOf(VoyageAIError);
    expect(error).toMatchObject({ statusCode, body: { error: { message: expect.stringContaining(message) } } });
  });
});
