import { createRegistry } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { azureAi, cohere } from '../src/index.ts';

const providers = [
  cohere(),
  azureAi({ baseUrl: 'https://acme.services.ai.azure.com' }),
  azureAi({ id: 'serverless', baseUrl: 'https://c.swedencentral.models.ai.azure.com' }),
];
const plan = (model: string, options: Record<string, unknown>) =>
  createRegistry({ providers })
    .resolve(model)
    .plan({ query: 'q', documents: ['a'], options });

describe('an option', () => {
  test.each([
    ['cohere/m', { max_tokens_per_doc: 512, priority: 0 }],
    ['cohere/v1/m', { max_chunks_per_doc: 3 }],
    ['azure_ai/m', { max_tokens_per_doc: 512 }],
    ['serverless/m', { max_chunks_per_doc: 3 }],
  ])('of the version that is called goes to the body: %s %j', async (model, options) => {
    const { parts } = await plan(model, options);
    expect(parts[0]?.request?.body).toMatchObject(options);
  });

  test.each([
    ['cohere/m', 'max_chunks_per_doc', 'v1', 'v2'],
    ['cohere/v1/m', 'max_tokens_per_doc', 'v2', 'v1'],
    ['cohere/v1/m', 'priority', 'v2', 'v1'],
    ['azure_ai/m', 'max_chunks_per_doc', 'v1', 'v2'],
    ['serverless/m', 'max_tokens_per_doc', 'v2', 'v1'],
  ])('of the other version is refused, not dropped: %s %s', async (model, name, own, called) => {
    await expect(plan(model, { [name]: 1 })).rejects.toMatchObject({
      code: 'invalid_options',
      message: `options.${name} is an option of Cohere's ${own} API, and this call goes to ${called}. Leave it out, or call ${own}.`,
      details: { issues: [{ path: `options.${name}` }] },
    });
  });

  test('that there is not is named, with the ones that there are', async () => {
    await expect(plan('cohere/m', { rank_fields: ['text'] })).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining(
        "rank_fields: Cohere's rerank API takes no such option, only max_tokens_per_doc, priority, max_chunks_per_doc",
      ),
    });
  });

  test.each([
    ['max_tokens_per_doc', 0],
    ['max_tokens_per_doc', '512'],
    ['priority', -1],
    ['priority', 1.5],
    ['max_chunks_per_doc', 0],
  ])('of a wrong kind is refused: %s %j', async (name, value) => {
    await expect(plan('cohere/m', { [name]: value })).rejects.toMatchObject({
      code: 'invalid_options',
      details: { issues: [{ path: `options.${name}` }] },
    });
  });
});
