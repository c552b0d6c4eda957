import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { createTogetherAI } from '@ai-sdk/togetherai';
import { APICallError, type RerankingModel, rerank } from 'ai';
import { describe, expect, it } from 'vitest';
import { createVoyage } from 'voyage-ai-provider';
import { h100, masterKey } from '../support/start-nim-proxy.ts';
import { startWithTwoModels, thrownBy, unknownModel, wrongKey } from './two-models.ts';

type ModelOf = (url: string, id: string, apiKey?: string) => RerankingModel;

const together =
  (path: string): ModelOf =>
  (url, id, apiKey = masterKey) =>
    createTogetherAI({ baseURL: `${url}${path}`, apiKey }).reranking(id);

const voyage =
  (path: string): ModelOf =>
  (url, id, apiKey = masterKey) =>
    createVoyage({ baseURL: `${url}${path}`, apiKey }).reranking(id);

const bedrock: ModelOf = (url, id, apiKey = masterKey) =>
  createAmazonBedrock({ baseURL: `${url}/bedrock`, apiKey, region: 'us-east-1' }).reranking(id);

const objects = h100.documents.map((text, id) => ({ id, text }));

describe.each([
  ['Together, at /together/v1', together('/together/v1'), ['nvidia-rerank', 'bm25']],
  // The one at the common route insists on usage, which not every model has.
  ['Together, at /v1', together('/v1'), ['nvidia-rerank']],
  ['Voyage, at /voyage/v1', voyage('/voyage/v1'), ['nvidia-rerank', 'bm25']],
  ['Voyage, at /v1', voyage('/v1'), ['nvidia-rerank', 'bm25']],
  ['Amazon Bedrock', bedrock, ['nvidia-rerank', 'bm25']],
])("the AI SDK's rerank() with its provider for %s", (_, modelOf, ids) => {
  it.each(ids)('ranks strings with %s', async (id) => {
    const { url } = await startWithTwoModels();
    const { ranking, rerankedDocuments } = await rerank({ model: modelOf(url, id), ...h100, topN: 2 });
    expect(ranking).toHaveLength(2);
    expect(rerankedDocuments[0]).toBe(h100.documents[2]);
  });

  it('ranks all of them when it is not told how many', async () => {
    const { url } = await startWithTwoModels();
    expect((await rerank({ model: modelOf(url, 'nvidia-rerank'), ...h100 })).ranking).toHaveLength(3);
  });

  it('ranks objects', async () => {
    const { url } = await startWithTwoModels();
    const model = modelOf(url, 'nvidia-rerank');
    const { rerankedDocuments } = await rerank({ model, query: h100.query, documents: objects });
    expect(rerankedDocuments[0]).toEqual(objects[2]);
  });

  it.each([
    ['a wrong key', 'nvidia-rerank', 'sk-0', 401, wrongKey],
    ['an unknown model', 'nobody', masterKey, 400, unknownModel],
  ])('shows what is wrong with %s', async (_reason, id, key, statusCode, message) => {
    const { url } = await startWithTwoModels();
    const error = await thrownBy(rerank({ model: modelOf(url, id, key), ...h100 }));
    expect(APICallError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ statusCode, message: expect.stringContaining(message) });
  });
});

it("sends Together's rank_fields, and ranks by them alone", async () => {
  const { url } = await startWithTwoModels();
  const documents = [
    { title: 'Bandwidth', note: 'memory bandwidth of H100' },
    { title: 'The memory bandwidth of the H100', note: '' },
  ];
  const { ranking } = await rerank({
    model: together('/together/v1')(url, 'bm25'),
    query: 'memory bandwidth of H100',
    documents,
    providerOptions: { togetherai: { rankFields: ['note'] } },
  });
  expect(ranking[0]?.originalIndex).toBe(0);
});
