import { createRegistry, encodedDocuments, type RerankDocument, type Transport } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { azureAi, cohere } from '../src/index.ts';

const providers = [
  cohere(),
  azureAi({ baseUrl: 'https://acme.services.ai.azure.com' }),
  azureAi({ id: 'serverless', baseUrl: 'https://c.swedencentral.models.ai.azure.com' }),
];
const plan = (model: string, options: Record<string, unknown>, documents = 1) =>
  createRegistry({ providers })
    .resolve(model)
    .plan({ query: 'q', documents: Array.from({ length: documents }, () => 'a'), options });

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
    ['cohere/m', 'max_chunks_per_doc', 'v2'],
    ['cohere/v1/m', 'max_tokens_per_doc', 'v1'],
    ['cohere/v1/m', 'priority', 'v1'],
    ['azure_ai/m', 'max_chunks_per_doc', 'v2'],
    ['serverless/m', 'max_tokens_per_doc', 'v1'],
    ['serverless/m', 'priority', 'v1'],
  ])('of the other version is left out with a warning, since clients of either send it: %s %s', async (...row) => {
    const [model, name, version] = row;
    const bodies: unknown[] = [];
    const transport: Transport = async ({ body }) => {
      bodies.push(JSON.parse(String(body)));
      const meta = { warnings: ['old model'] };
      return { status: 200, headers: {}, body: JSON.stringify({ results: [{ index: 0, relevance_score: 1 }], meta }) };
    };
    const { resolve } = createRegistry({ providers, transport });
    const request = { query: 'q', documents: ['a'], options: { [name]: 1 } };
    const { warnings } = await resolve(model).rerank(request, { apiKey: 'k-1234567' });
    expect(bodies[0]).not.toHaveProperty(name);
    expect(warnings).toEqual([
      {
        code: 'other',
        message: `options.${name} was left out: it is not an option of Cohere's ${version} API, which this call went to.`,
      },
      { code: 'other', message: 'old model' },
    ]);
  });

  test.each(['cohere/v1/m', 'serverless/m'])(
    'that makes more chunks than v1 takes is refused at once: %s',
    async (model) => {
      await expect(plan(model, { max_chunks_per_doc: 20 }, 600)).rejects.toMatchObject({
        code: 'invalid_options',
        message:
          "options.max_chunks_per_doc: is 20, which makes 12000 chunks of the 600 documents in a request; Cohere's v1 API takes 10000. Set it to 16 at most, or send fewer documents.",
        details: { issues: [{ path: 'options.max_chunks_per_doc' }] },
      });
      await plan(model, { max_chunks_per_doc: 20 }, 500);
    },
  );

  test.each(['cohere/v1/m', 'serverless/m'])(
    'that makes more chunks than v1 takes is refused in a call, also for documents that are JSON already: %s',
    async (model) => {
      const bytes = new TextEncoder().encode('"a" "b" "c"');
      const encoded = encodedDocuments({ source: { bytes }, spans: new Uint32Array([0, 3, 4, 7, 8, 11]) });
      const transport: Transport = () => Promise.reject(new Error('sent'));
      const { rerank } = createRegistry({ providers, transport }).resolve(model);
      const lists: readonly (readonly RerankDocument[])[] = [encoded, ['a', 'b', 'c']];
      for (const documents of lists) {
        const call = rerank(
          { query: 'q', documents, options: { max_chunks_per_doc: 4000 } },
          { apiKey: 'k-1234567', maxRetries: 0 },
        );
        await expect(call).rejects.toThrow('makes 12000 chunks of the 3 documents');
      }
    },
  );

  test('of chunks counts in each request of a list that is split', async () => {
    const { parts } = await plan('cohere/v1/m', { max_chunks_per_doc: 13 }, 1500);
    expect(parts.map(({ documents }) => documents)).toEqual([750, 750]);
    await expect(plan('cohere/v1/m', { max_chunks_per_doc: 14 }, 1500)).rejects.toThrow('750 documents in a request');
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
