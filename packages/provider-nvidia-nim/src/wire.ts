import type { BuildInput, ParsedRanking, Passage, RankedIndex } from '@openrerank/core';
import type { NvidiaNimOptions } from './options.ts';
import { toPassages } from './passages.ts';

/**
 * All that `POST /v1/ranking` and `POST /v1/retrieval/{model}/reranking` know
 * (docs.nvidia.com/nim/nemo-retriever/text-reranking/2.0.0). Anything more, such as `top_k`, is answered with 400.
 */
export interface NimRequestBody {
  readonly model: string;
  readonly query: { readonly text: string };
  readonly passages: readonly Passage[];
  readonly truncate?: 'NONE' | 'END';
}

export function toBody(model: string, input: BuildInput<NvidiaNimOptions>): NimRequestBody {
  const { truncate } = input.options;
  return {
    model,
    query: { text: input.query },
    passages: toPassages(input.passages, input.firstIndex),
    ...(truncate !== undefined && { truncate }),
  };
}

/**
 * The same page's response. Its samples are sorted by logit; that is not relied on. Read by hand: a schema makes several
 * objects of each of a thousand rankings, and takes longer than the rest of a small response.
 */
export function parseResponse(body: unknown): ParsedRanking {
  const { rankings, usage } = body as { readonly rankings?: unknown; readonly usage?: unknown };
  if (!Array.isArray(rankings)) throw new Error('The body has no list "rankings".');
  const ranking = rankings.map(toRankedIndex);
  const { prompt_tokens, total_tokens } = (usage ?? {}) as Readonly<Record<string, unknown>>;
  const inputTokens = countOf(prompt_tokens);
  const totalTokens = countOf(total_tokens);
  if (inputTokens === undefined && totalTokens === undefined) return { ranking };
  return { ranking, usage: { inputTokens, totalTokens } };
}

function toRankedIndex(ranking: unknown): RankedIndex {
  const { index, logit } = ranking as { readonly index?: unknown; readonly logit?: unknown };
  if (!Number.isSafeInteger(index) || !Number.isFinite(logit)) {
    throw new Error('A ranking is not an integer "index" with a finite "logit".');
  }
  return { index: index as number, relevanceScore: logit as number };
}

/** Absent before 2.x. A count that makes no sense is not worth failing a good ranking for. */
const countOf = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
