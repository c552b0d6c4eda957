import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { h100, masterKey, startNimProxy } from '../support/start-nim-proxy.ts';

const clientOf = (url: string, apiKey = masterKey) => new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });

describe('openai', () => {
  it('lists the models', async () => {
    const { url } = await startNimProxy();
    const ids: string[] = [];
    for await (const { id } of clientOf(url).models.list()) ids.push(id);
    expect(ids).toEqual(['nvidia-rerank']);
  });

  it('posts a rerank', async () => {
    const { url } = await startNimProxy();
    const response = await clientOf(url).post('/rerank', { body: { model: 'nvidia-rerank', ...h100 } });
    expect(response).toMatchObject({ object: 'list', results: [{ index: 2 }, {}, {}] });
  });

  it('shows what is wrong, by its own classes', async () => {
    const { url } = await startNimProxy();
    const error = await clientOf(url)
      .post('/rerank', { body: { model: 'nvidia-rerank', ...h100, topn: 1 } })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    expect(error).toMatchObject({
      status: 400,
      message: expect.stringContaining('Did you mean top_n?'),
      param: 'topn',
      code: 'invalid_request',
      type: 'invalid_request_error',
      requestID: expect.any(String),
    });
    const refused = await clientOf(url, 'sk-0')
      .models.list()
      .catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(OpenAI.AuthenticationError);
  });
});
