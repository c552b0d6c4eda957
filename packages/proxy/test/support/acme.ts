import { type BuildInput, defineRerankProvider, type ParsedRanking } from '@openrerank/core';
import * as z from 'zod';

const answer = z.object({ scores: z.array(z.number()), tokens: z.int().optional() });

const endpoint = {
  capabilities: { modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unit' } },
  buildRequest: ({ baseUrl, query, passages, options }: BuildInput) => ({
    url: `${baseUrl}/rank`,
    body: { query, texts: passages.map(({ text }) => text), options },
  }),
  parseResponse(body: unknown): ParsedRanking {
    const { scores, tokens } = answer.parse(body);
    const ranking = scores.map((relevanceScore, index) => ({ index, relevanceScore }));
    return tokens === undefined ? { ranking } : { ranking, usage: { totalTokens: tokens } };
  },
} as const;

/** An upstream of our own making: `{ query, texts }` in, `{ scores }` out. */
export const acme = defineRerankProvider({
  id: 'acme',
  env: { apiKey: 'ACME_KEY' },
  needsKey: () => false,
  optionsSchema: z.strictObject({ truncate: z.enum(['NONE', 'END']).optional(), mode: z.string().optional() }),
  optionNames: ['truncate', 'mode'],
  endpoints: { rank: endpoint },
  readHeaders: (headers) => ({ requestId: headers['x-acme-id'] }),
});

/** The same, with other options. */
export const other = defineRerankProvider({
  id: 'other',
  optionsSchema: z.strictObject({ mode: z.string().optional(), depth: z.number().optional() }),
  optionNames: ['mode', 'depth'],
  endpoints: { rank: endpoint },
});
