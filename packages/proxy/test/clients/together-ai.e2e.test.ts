import Together from 'together-ai';
import { describe, expect, it } from 'vitest';
import { h100, masterKey } from '../support/start-nim-proxy.ts';
import { startWithTwoModels, thrownBy, unknownModel, wrongKey } from './two-models.ts';

const clientOf = (baseURL: string, apiKey = masterKey) => new Together({ baseURL, apiKey, maxRetries: 0 });

describe.each(['/v1', '/together/v1'])('together-ai at %s', (path) => {
  it.each(['nvidia-rerank', 'bm25'])('ranks with %s', async (model) => {
    const { url } = await startWithTwoModels();
    const { results } = await clientOf(url + path).rerank.create({ model, ...h100, top_n: 2, return_documents: true });
    expect(results[0]).toMatchObject({ index: 2, document: { text: h100.documents[2] } });
    expect(results).toHaveLength(2);
  });

  it.each([
    ['a wrong key', 'bm25', 'sk-0', Together.AuthenticationError, wrongKey],
    ['an unknown model', 'nobody', masterKey, Together.BadRequestError, unknownModel],
  ])('shows what is wrong with %s', async (_, model, key, kind, message) => {
    const { url } = await startWithTwoModels();
    const error = await thrownBy(clientOf(url + path, key).rerank.create({ model, ...h100 }));
    expect(error).toBeInstanceOf(kind);
    // The answer's JSON, where that has no message at its top.
    expect((error as Error).message.replaceAll('\\"', '"')).toContain(message);
  });
});
