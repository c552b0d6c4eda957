import { Errors, Pinecone } from '@pinecone-database/pinecone';
import { describe, expect, it } from 'vitest';
import { h100, masterKey } from '../support/start-nim-proxy.ts';
import { asJson, startWithTwoModels, thrownBy, unknownModel } from './two-models.ts';

const clientOf = (url: string, apiKey = masterKey) =>
  new Pinecone({ apiKey, controllerHostUrl: `${url}/pinecone`, maxRetries: 0 }).inference;

describe('@pinecone-database/pinecone', () => {
  it.each(['nvidia-rerank', 'bm25'])('ranks with %s', async (model) => {
    const { url } = await startWithTwoModels();
    const { data } = await clientOf(url).rerank({ model, ...h100, topN: 2, parameters: { truncate: 'END' } });
    expect(data[0]).toMatchObject({ index: 2, score: expect.any(Number), document: { text: h100.documents[2] } });
    expect(data).toHaveLength(2);
  });

  it('ranks objects by the fields that it is told, and gets them back whole', async () => {
    const { url } = await startWithTwoModels();
    const documents = h100.documents.map((body, id) => ({ id: String(id), body, image: 'a.png' }));
    const { data } = await clientOf(url).rerank({
      model: 'nvidia-rerank',
      query: h100.query,
      documents,
      rankFields: ['body'],
    });
    expect(data[0]?.document).toEqual(documents[2]);
  });

  it('shows what is wrong with a key', async () => {
    const { url } = await startWithTwoModels();
    const error = await thrownBy(clientOf(url, 'sk-0').rerank({ model: 'bm25', ...h100 }));
    expect(error).toBeInstanceOf(Errors.PineconeAuthorizationError);
  });

  it('shows what is wrong with a model', async () => {
    const { url } = await startWithTwoModels();
    const error = await thrownBy(clientOf(url).rerank({ model: 'nobody', ...h100 }));
    expect(error).toBeInstanceOf(Errors.PineconeBadRequestError);
    expect((error as Error).message).toContain(asJson(unknownModel));
  });
});
