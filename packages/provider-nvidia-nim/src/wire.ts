import type { BuildInput, ParsedRanking, Passage } from '@openrerank/core';
import * as z from 'zod';
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

// Absent before 2.x. A count that makes no sense is not worth failing a good ranking for.
const tokens = z.int().nonnegative().optional().catch(undefined);

interface NimRanking {
  readonly index: number;
  readonly logit: number;
}

/** The same page's response. Its samples are sorted by logit; that is not relied on. */
const answerSchema = z.object({
  // Not zod's own arrays and objects, which make several objects of each of a thousand.
  rankings: z.custom<readonly NimRanking[]>(isRankings),
  usage: z.object({ prompt_tokens: tokens, total_tokens: tokens }).optional().catch(undefined),
});

function isRankings(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (const ranking of value as readonly unknown[]) {
    if (typeof ranking !== 'object' || ranking === null) return false;
    const { index, logit } = ranking as Partial<NimRanking>;
    if (!Number.isSafeInteger(index) || !Number.isFinite(logit)) return false;
  }
  return true;
}

export function parseResponse(body: unknown): ParsedRanking {
  const { rankings, usage } = answerSchema.parse(body);
  const inputTokens = usage?.prompt_tokens;
  const totalTokens = usage?.total_tokens;
  return {
    ranking: rankings.map(({ index, logit }) => ({ index, relevanceScore: logit })),
    ...((inputTokens !== undefined || totalTokens !== undefined) && { usage: { inputTokens, totalTokens } }),
  };
}
