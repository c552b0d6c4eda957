/**
 * What the upstream answers, by the first segment of the path: `nim-100` is a NIM that ranked 100 passages. A workload
 * that is split asks for the size of its parts, of which all are equal: 600 documents are two parts of 300, and 10,000
 * are 20 of 500.
 */
const nimCounts = [3, 100, 300, 500, 600, 1000, 10_000] as const;
const cohereCounts = [3, 100, 1000] as const;

export function makeAnswers(): ReadonlyMap<string, Buffer> {
  return new Map([
    ...nimCounts.map((count) => [`nim-${count}`, toBuffer(nimAnswer(count))] as const),
    ...cohereCounts.map((count) => [`cohere-${count}`, toBuffer(cohereAnswer(count))] as const),
  ]);
}

/** `POST /v1/ranking` (docs.nvidia.com/nim/nemo-retriever/text-reranking/2.0.0): every passage, best first. */
function nimAnswer(count: number) {
  const tokens = count * 300;
  return {
    rankings: order(count).map((index, place) => ({ index, logit: 12.5 - (place * 25) / count })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** `POST /v2/rerank` (docs.cohere.com/reference/rerank), without `top_n`. */
function cohereAnswer(count: number) {
  return {
    id: '07734bd2-2473-4f07-94e1-0d9f0e6843cf',
    results: order(count).map((index, place) => ({ index, relevance_score: 1 - place / count })),
    meta: { api_version: { version: '2' }, billed_units: { search_units: Math.ceil(count / 100) } },
  };
}

/** Each index once, in an order that is not sorted: a step that has no divisor in common with the count. */
function order(count: number): readonly number[] {
  return Array.from({ length: count }, (_, place) => (place * 7919) % count);
}

const toBuffer = (value: unknown) => Buffer.from(JSON.stringify(value));
