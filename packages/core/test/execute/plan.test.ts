import { describe, expect, it } from 'vitest';
import { createRegistry, defineRerankProvider } from '../../src/index.ts';
import { type AcmeRequest, acme, ranked } from '../support/acme.ts';
import { setUp } from '../support/calls.ts';

describe('plan', () => {
  it('shows what would be sent, without a key and without sending', async () => {
    const { registry, sent } = setUp(ranked);
    const plan = await registry.model('acme/m').plan({ query: 'q', documents: ['a', 'b', { c: 1 }, 'd'], topN: 1 });
    expect(plan).toEqual({
      provider: 'acme',
      endpoint: 'rerank',
      model: 'm',
      parts: [
        {
          firstIndex: 0,
          documents: 2,
          request: {
            url: 'https://api.acme.test/rerank',
            body: { model: 'm', query: 'q', passages: [{ text: 'a' }, { text: 'b' }] },
          },
        },
        {
          firstIndex: 2,
          documents: 2,
          request: {
            url: 'https://api.acme.test/rerank',
            body: { model: 'm', query: 'q', passages: [{ text: '{"c":1}' }, { text: 'd' }] },
          },
        },
      ],
      warnings: [
        expect.objectContaining({ code: 'document_stringified' }),
        expect.objectContaining({ code: 'documents_split' }),
      ],
    });
    expect(sent).toEqual([]);
  });

  it('tells each part its share of topN and where it starts', async () => {
    const seen: unknown[] = [];
    const curious = defineRerankProvider({
      ...acme.definition,
      endpoints: {
        rerank: {
          ...acme.definition.endpoints['rerank']!,
          buildRequest: ({
            firstIndex,
            topN,
            passages,
          }: {
            firstIndex: number;
            topN: number | undefined;
            passages: AcmeRequest['passages'];
          }) => {
            seen.push([firstIndex, passages.length, topN]);
            return { url: 'https://h' };
          },
        } as never,
      },
    });
    await createRegistry({ providers: [curious()] })
      .model('acme/m')
      .plan({ query: 'q', documents: ['a', 'b', 'c', 'd', 'e'], topN: 3 });
    expect(seen).toEqual([
      [0, 2, 2],
      [2, 3, 3],
    ]);
  });
});
