import type { Ranking } from './table.ts';

/** What the proxy answers, as far as it is shown. */
interface CohereAnswer {
  readonly results: readonly {
    readonly index: number;
    readonly relevance_score: number;
    readonly document: { readonly text: string };
  }[];
  readonly meta?: { readonly warnings?: readonly string[] };
}

/** Asks the proxy without a client library, in the words of Cohere's API. */
export async function rankWithFetch(proxyUrl: string, body: object): Promise<Ranking> {
  const response = await fetch(`${proxyUrl}/rerank`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The proxy answered ${response.status}: ${await response.text()}`);
  const { results, meta } = (await response.json()) as CohereAnswer;
  return {
    results: results.map((result) => ({
      index: result.index,
      relevanceScore: result.relevance_score,
      document: result.document.text,
    })),
    warnings: (meta?.warnings ?? []).map((message) => ({ message })),
  };
}
