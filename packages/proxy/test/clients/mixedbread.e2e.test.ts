import Mixedbread from '@mixedbread/sdk';
import { describe, expect, it } from 'vitest';
import { h100, masterKey } from '../support/start-nim-proxy.ts';
import { startWithTwoModels, thrownBy, unknownModel, wrongKey } from './two-models.ts';

const clientOf = (baseURL: string, apiKey = masterKey) => new Mixedbread({ baseURL, apiKey, maxRetries: 0 });
const { query, documents: input } = h100;

describe.each(['', '/mixedbread'])('@mixedbread/sdk at %j', (path) => {
  it.each(['nvidia-rerank', 'bm25'])('ranks with %s', async (model) => {
    const { url } = await startWithTwoModels();
    const answer = await clientOf(url + path).rerank({ model, query, input, top_k: 2, return_input: true });
    expect(answer.data[0]).toMatchObject({ index: 2, score: expect.any(Number), input: input[2] });
    expect(answer).toMatchObject({ model, top_k: 2, return_input: true });
  });

  it.each([
    ['a wrong key', 'bm25', 'sk-0', Mixedbread.AuthenticationError, wrongKey],
    ['an unknown model', 'nobody', masterKey, Mixedbread.BadRequestError, unknownModel],
  ])('shows what is wrong with %s', async (_, model, key, kind, message) => {
    const { url } = await startWithTwoModels();
    const error = await thrownBy(clientOf(url + path, key).rerank({ model, query, input }));
    expect(error).toBeInstanceOf(kind);
    expect((error as Error).message).toContain(message);
  });
});
