import { createRegistry, type EncodedRequest } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { azureAi } from '../src/index.ts';

const foundry = 'https://acme.services.ai.azure.com';
const serverless = 'https://c.swedencentral.models.ai.azure.com';

async function headersOf(
  settings: Parameters<typeof azureAi>[0],
  env: Readonly<Record<string, string>> = {},
  call: { readonly apiKey?: string } = {},
) {
  const sent: EncodedRequest[] = [];
  const transport = async (request: EncodedRequest) => {
    sent.push(request);
    return { status: 200, headers: {}, body: '{"results":[{"index":0,"relevance_score":1}]}' };
  };
  const registry = createRegistry({ providers: [azureAi(settings)], transport, env });
  await registry.model('azure_ai/m').rerank({ query: 'q', documents: ['a'] }, call);
  const { authorization, 'api-key': apiKey } = sent[0]!.headers;
  return { url: sent[0]!.url, authorization, apiKey };
}

describe('the key', () => {
  test('of a Foundry resource goes into the header that Microsoft documents for it', async () => {
    expect(await headersOf({ baseUrl: foundry, apiKey: 'k-1234567' })).toMatchObject({
      authorization: undefined,
      apiKey: 'k-1234567',
    });
  });

  test('of anything else is a bearer, and so is an Entra token', async () => {
    const bearer = { authorization: 'Bearer k-1234567', apiKey: undefined };
    expect(await headersOf({ baseUrl: serverless, apiKey: 'k-1234567' })).toMatchObject(bearer);
    expect(await headersOf({ baseUrl: 'https://gateway.example/v2', apiKey: 'k-1234567' })).toMatchObject(bearer);
    expect(await headersOf({ baseUrl: foundry, apiKey: 'eyJhbGciOi.J9.x' })).toMatchObject({
      authorization: 'Bearer eyJhbGciOi.J9.x',
      apiKey: undefined,
    });
  });

  test('gives way to a header that says how the call is authorised', async () => {
    const apiKey = 'k-1234567';
    expect(await headersOf({ baseUrl: foundry, apiKey, headers: { authorization: 'Bearer own' } })).toMatchObject({
      authorization: 'Bearer own',
      apiKey: undefined,
    });
    expect(await headersOf({ baseUrl: serverless, apiKey, headers: { 'api-key': 'own' } })).toMatchObject({
      authorization: undefined,
      apiKey: 'own',
    });
  });

  test('of the call’s own stands before a configured authorization header', async () => {
    const settings = { apiKey: 'k-configured', headers: { authorization: 'Bearer configured' } };
    const call = { apiKey: 'k-of-the-call' };
    expect(await headersOf({ ...settings, baseUrl: foundry }, {}, call)).toMatchObject({
      authorization: undefined,
      apiKey: 'k-of-the-call',
    });
    expect(await headersOf({ ...settings, baseUrl: serverless }, {}, call)).toMatchObject({
      authorization: 'Bearer k-of-the-call',
    });
  });

  test('and the base URL come from the variables that LiteLLM reads', async () => {
    const env = { AZURE_AI_API_KEY: 'k-1234567', AZURE_AI_API_BASE: `${serverless}/v1/rerank` };
    expect(await headersOf({}, env)).toEqual({
      url: `${serverless}/v1/rerank`,
      authorization: 'Bearer k-1234567',
      apiKey: undefined,
    });
  });
});

test('there is no base URL to begin with, which is said', async () => {
  await expect(headersOf({ apiKey: 'k-1234567' })).rejects.toThrow(
    'baseUrl is not known for "azure_ai": pass baseUrl or set AZURE_AI_API_BASE.',
  );
});
