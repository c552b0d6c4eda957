import type { RerankResult } from '@openrerank/sdk';

/** What is shown of an answer, whoever gave it. */
export interface Ranking {
  readonly results: readonly RerankResult<string>[];
  readonly warnings: readonly { readonly message: string }[];
}

/** Rank, score and document, one line each, cut to the terminal's width. Then what the answer warns of: a fallback above all. */
export function printRanking(title: string, { results, warnings }: Ranking): void {
  const width = Math.max(60, process.stdout.columns ?? 100) - 'rank     score  '.length;
  console.log(title);
  console.log('rank     score  document');
  for (const [place, { relevanceScore, document }] of results.entries()) {
    const text = document.length > width ? `${document.slice(0, width - 1)}…` : document;
    console.log(`${String(place + 1).padStart(4)}  ${relevanceScore.toFixed(3).padStart(8)}  ${text}`);
  }
  for (const { message } of warnings) console.log(`Warning: ${message}`);
  console.log();
}
