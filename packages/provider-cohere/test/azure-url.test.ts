import { describe, expect, test } from 'vitest';
import { azureRoute, isFoundryHost } from '../src/azure-url.ts';

const foundry = 'https://acme.services.ai.azure.com';
const route = `${foundry}/providers/cohere/v2/rerank`;
const serverless = 'https://c.swedencentral.models.ai.azure.com';

describe('azureRoute', () => {
  test.each([
    [foundry, route],
    [`${foundry}//`, route],
    [`${foundry}/providers/cohere`, route],
    [`${foundry}/providers/cohere/v2/`, route],
    [route, route],
    [`${route}/`, route],
    // What chat clients are configured with has no rerank route.
    [`${foundry}/models?api-version=1`, `${route}?api-version=1`],
    [`${foundry}/openai/v1`, route],
    [`${foundry}/#part`, route],
    ['https://acme.cognitiveservices.azure.com', 'https://acme.cognitiveservices.azure.com/providers/cohere/v2/rerank'],
    ['https://gateway.example/azure/v2', 'https://gateway.example/azure/v2/rerank'],
    ['https://gateway.example/azure/v2/rerank?k=1', 'https://gateway.example/azure/v2/rerank?k=1'],
  ])('leads to v2: %s', (baseUrl, url) => {
    expect(azureRoute(baseUrl)).toEqual({ url, version: 'v2' });
  });

  test.each([
    [serverless, `${serverless}/v1/rerank`],
    [`${serverless}/`, `${serverless}/v1/rerank`],
    [`${serverless}/v1//`, `${serverless}/v1/rerank`],
    [`${serverless}/v1/rerank`, `${serverless}/v1/rerank`],
    [`${foundry}/v1/rerank`, `${foundry}/v1/rerank`],
    ['https://gateway.example/rerank', 'https://gateway.example/rerank'],
    ['https://gateway.example/azure?k=/v2', 'https://gateway.example/azure/v1/rerank?k=/v2'],
  ])('leads to v1: %s', (baseUrl, url) => {
    expect(azureRoute(baseUrl)).toEqual({ url, version: 'v1' });
  });
});

test.each([
  [foundry, true],
  ['https://acme.cognitiveservices.azure.com/x', true],
  [serverless, false],
  ['https://services.ai.azure.com.example', false],
  ['https://evilservices.ai.azure.com', false],
  ['https://gateway.example/acme.services.ai.azure.com', false],
])('%s is a Foundry resource: %s', (url, expected) => {
  expect(isFoundryHost(url)).toBe(expected);
});
