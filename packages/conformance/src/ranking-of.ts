import { byRelevance, type RankedIndex, type RerankDocument, type RerankResponse } from '@openrerank/core';
import { demand } from './check.ts';
import { scoreOf } from './items.ts';

const mend =
  'give each result the index of its document in input.passages and the score that the upstream gave it; core does the rest.';

/** The ranking of documents whose items are these, in this order. */
export const rankingOf = (
  items: readonly number[],
  scores: (item: number) => number = scoreOf,
): readonly RankedIndex[] => items.map((item, index) => ({ index, relevanceScore: scores(item) })).sort(byRelevance);

/** That a response is this ranking, with the caller's own documents. */
export function demandRanking(
  { results }: RerankResponse,
  expected: readonly RankedIndex[],
  documents: readonly RerankDocument[],
  what: string,
): void {
  const shown = (ranking: readonly RankedIndex[]) =>
    ranking
      .slice(0, 10)
      .map(({ index, relevanceScore }) => `${index} (${relevanceScore})`)
      .join(', ') + (ranking.length > 10 ? `, … ${ranking.length} in all` : '');
  const wrong = expected.findIndex(({ index, relevanceScore }, place) => {
    const result = results[place];
    return result?.index !== index || result.relevanceScore !== relevanceScore;
  });
  demand(wrong === -1 && results.length === expected.length, {
    did: `With ${what} the ranking was ${shown(results.slice(Math.max(0, wrong)))}${wrong > 0 ? ` from place ${wrong} on` : ''}.`,
    expected: `${shown(expected.slice(Math.max(0, wrong)))}: indices of the caller's list with the upstream's scores, best first, ties in the caller's order.`,
    mend,
  });
  demandDocuments(results, documents, what);
}

/** That each result holds the very document that the caller gave. */
export function demandDocuments(
  results: RerankResponse['results'],
  documents: readonly RerankDocument[],
  what: string,
): void {
  const foreign = results.find(({ index, document }) => document !== documents[index]);
  demand(foreign === undefined, {
    did: `With ${what} the result of document ${foreign?.index} holds another value than the caller passed.`,
    expected: "the caller's own document, by identity.",
    mend,
  });
}
