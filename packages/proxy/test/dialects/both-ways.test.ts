import { describe, expect, it } from 'vitest';
import type { Answer, DecodeContext } from '../../src/dialects/dialect.ts';
import { createIngresses } from '../../src/dialects/ingress.ts';

const context: DecodeContext = { optionNames: () => new Set(['truncate']), dropUnknown: false };
const scanned = createIngresses();
const parsed = createIngresses(() => undefined);

/** What a client gets whose request is answered in reverse. */
function answerOf(
  ingress: (typeof scanned)[number],
  body: object,
): { readonly text: string; readonly isVerbatim: boolean } {
  const bytes = Buffer.from(JSON.stringify(body));
  const request = ingress.dialect.decode({ bytes }, context);
  const results = request.documents
    .map((document, index) => ({ index, relevanceScore: index / 8, document }))
    .reverse();
  const answer: Answer = { id: 'r', apiVersion: '2', usage: undefined, ...request, results, returnDocuments: true };
  return { text: Buffer.from(ingress.dialect.encode(answer)).toString(), isVerbatim: request.verbatim !== undefined };
}

const lists = [
  ['strings', ['a', 'b "c" \n', 'ü 🦜']],
  ['objects', [{ text: 'a' }, { text: 'b' }]],
] as const;

const withDocuments = scanned.flatMap((ingress, place) =>
  [
    'Rerank',
    'RerankV1',
    'Cohere',
    'Jina',
    'Voyage',
    'Together',
    'Vllm',
    'Infinity',
    'ZeroEntropy',
    'Pinecone',
  ].includes(ingress.name)
    ? [[ingress.paths[0] as string, place] as const]
    : [],
);

describe.each(withDocuments)('at %s', (path, place) => {
  const { dialect } = scanned[place] as (typeof scanned)[number];

  it.each(lists)('documents that are %s come back alike, copied or parsed', (_, documents) => {
    const bodies = [
      { model: 'm', query: 'q', documents },
      ...(path === '/v1/rerank' ? [{ model: 'm', query: 'q', documents, top_k: 9 }] : []),
    ];
    for (const body of bodies) {
      const [copied, decoded] = [scanned, parsed].map((all) => answerOf(all[place] as (typeof scanned)[number], body));
      expect([copied?.isVerbatim, decoded?.isVerbatim]).toEqual([true, false]);
      expect(copied?.text).toBe(decoded?.text);
    }
  });

  it('its answers are JSON whatever the scores', () => {
    const results = [0, -0, 1e21, 1e-7, -13].map((relevanceScore, index) => ({ index, relevanceScore, document: 'a' }));
    const answer: Answer = {
      id: 'r',
      model: 'm',
      apiVersion: '2',
      usage: undefined,
      warnings: [],
      results,
      returnDocuments: false,
    };
    const scores = JSON.stringify(JSON.parse(String(dialect.encode(answer)))).match(/"(?:relevance_)?score":[^,}]+/g);
    expect(scores?.map((score) => Number(score.split(':')[1]))).toEqual([0, 0, 1e21, 1e-7, -13]);
  });
});
