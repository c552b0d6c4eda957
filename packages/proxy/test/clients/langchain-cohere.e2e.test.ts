import { CohereRerank } from '@langchain/cohere';
import { CohereClient } from 'cohere-ai';
import { describe, expect, it } from 'vitest';
import { h100, masterKey } from '../support/start-nim-proxy.ts';
import { asJson, startWithTwoModels, thrownBy, unknownModel, wrongKey } from './two-models.ts';

type OwnClient = Exclude<NonNullable<ConstructorParameters<typeof CohereRerank>[0]>['client'], undefined>;

/** It brings a version of cohere-ai of its own, and takes any client that has the call. */
const rerankerOf = (environment: string, model: string, token = masterKey) =>
  new CohereRerank({ model, topN: 2, client: new CohereClient({ token, environment }) as unknown as OwnClient });

describe('@langchain/cohere, CohereRerank', () => {
  it.each(['', '/cohere'])('ranks at the root and below it (%j)', async (prefix) => {
    const { url } = await startWithTwoModels();
    const ranking = await rerankerOf(`${url}${prefix}`, 'bm25').rerank(h100.documents, h100.query);
    expect(ranking.map(({ index }) => index)[0]).toBe(2);
    expect(ranking).toHaveLength(2);
  });

  it.each([
    ['a wrong key', 'bm25', 'sk-0', 401, wrongKey],
    ['an unknown model', 'nobody', masterKey, 400, unknownModel],
  ])('shows what is wrong with %s', async (_, model, key, statusCode, message) => {
    const { url } = await startWithTwoModels();
    const error = await thrownBy(rerankerOf(url, model, key).rerank(h100.documents, h100.query));
    expect(error).toMatchObject({ statusCode, message: expect.stringContaining(asJson(message)) });
  });
});
