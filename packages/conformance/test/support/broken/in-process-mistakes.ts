import { acmeLocal, length } from '../acme.ts';
import type { Broken } from './mistake.ts';

export const inProcessMistakes: readonly Broken[] = [
  {
    mistake: 'passages that are sorted in place',
    check: 'execution › length: rank changes nothing of its input',
    provider: acmeLocal({
      rank: (input, context) => length.rank(Object.assign(input, { seen: true }), context),
    }),
  },
  {
    mistake: 'scores by place',
    check: "execution › length: a document given twice is ranked twice, in the caller's order",
    provider: acmeLocal({
      rank: async ({ passages }) => ({
        ranking: passages.map((_, index) => ({ index, relevanceScore: -index })),
      }),
    }),
  },
  {
    mistake: 'an empty text that cannot be ranked',
    check: 'execution › length: texts of all kinds are ranked',
    provider: acmeLocal({
      rank: async (input, context) => {
        if (input.passages.some(({ text }) => text === '')) throw new Error('There is nothing in it.');
        return length.rank(input, context);
      },
    }),
  },
  {
    mistake: 'a list of one that is too short',
    check: 'execution › length: one document is a list',
    provider: acmeLocal({
      capabilities: { modalities: ['text'], scoring: 'listwise', scoreScale: { kind: 'unknown' } },
      rank: async (input, context) => {
        if (input.passages.length === 1) throw new Error('What is there to rank?');
        return length.rank(input, context);
      },
    }),
  },
  {
    mistake: "indices of the caller's whole list",
    check: 'execution › length: one document more than fits',
    provider: acmeLocal({
      capabilities: { maxDocuments: 9, modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unknown' } },
      rank: async (input, context) => {
        const { ranking } = await length.rank(input, context);
        return { ranking: ranking.map((place) => ({ ...place, index: place.index + input.firstIndex })) };
      },
    }),
  },
  {
    mistake: 'another best with topN',
    check: 'execution › length: topN gives the best',
    provider: acmeLocal({
      rank: async (input, context) => {
        const { ranking } = await length.rank(input, context);
        const sign = input.topN === undefined ? 1 : -1;
        return { ranking: ranking.map((place) => ({ ...place, relevanceScore: sign * place.relevanceScore })) };
      },
    }),
  },
];
