import { createRegistry, type EncodedRequest, errorCodes } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { together } from '../src/index.ts';
import { capabilitiesOf } from '../src/models.ts';

const answerWith = (status: number, body: unknown, sent: EncodedRequest[] = []) =>
  createRegistry({
    providers: [together()],
    transport: async (request) => {
      sent.push(request);
      return { status, headers: {}, body: JSON.stringify(body) };
    },
    env: { TOGETHERAI_API_KEY: 'key-env', TOGETHER_AI_API_BASE: 'https://gateway.example/v1' },
    defaults: { maxRetries: 0 },
  });
const request = { query: 'q', documents: ['a', 'b'] };
const results = [
  { index: 1, relevance_score: 3, document: { text: 'b' } },
  { index: 0, relevance_score: 1 },
];

describe('together', () => {
  test('takes the variables that LiteLLM reads, the base URL too', async () => {
    const sent: EncodedRequest[] = [];
    const registry = answerWith(200, { results }, sent);
    const response = await registry.model('together_ai/Salesforce/Llama-Rank-V1').rerank(request);
    expect(sent[0]?.url).toBe('https://gateway.example/v1/rerank');
    expect(sent[0]?.headers['authorization']).toBe('Bearer key-env');
    expect(response.results.map(({ document }) => document)).toEqual(['b', 'a']);
    expect(response).not.toHaveProperty('usage', expect.anything());
  });

  test('takes the variables of Together’s own clients', async () => {
    const env = { TOGETHER_BASE_URL: 'https://own.example/v1' };
    const { parts } = await createRegistry({ providers: [together()], env })
      .model('together_ai/Salesforce/Llama-Rank-V1')
      .plan(request);
    expect(parts[0]!.request!.url).toBe('https://own.example/v1/rerank');
  });

  test('lets another model step in where there is no running endpoint, and does not retry', async () => {
    for (const code of ['model_not_available', 'dedicated_endpoint_not_running']) {
      const call = answerWith(400, { error: { message: 'no', code } })
        .model('together_ai/m')
        .rerank(request);
      const error = await call.catch(
        (reason: unknown) => reason as { code: keyof typeof errorCodes; retryable: boolean },
      );
      expect(error).toMatchObject({ retryable: false });
      expect(errorCodes[(error as { code: keyof typeof errorCodes }).code].failover).toBe(true);
    }
  });

  test('assumes nothing of a model on an endpoint of your own', () => {
    expect(capabilitiesOf('acme/own-model').scoring).toBe('listwise');
    expect(capabilitiesOf('Salesforce/Llama-Rank-V1').scoring).toBe('pointwise');
  });

  test('has no options', async () => {
    const call = answerWith(200, { results })
      .resolve('together_ai/m')
      .rerank({ ...request, options: { rank_fields: ['a'] } });
    await expect(call).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining("rank_fields: Together's rerank API takes no options at all"),
    });
  });
});
