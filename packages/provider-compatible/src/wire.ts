import type { BuildInput, ParsedRanking, Passage } from '@openrerank/core';
import * as z from 'zod';
import type { CompatibleOptions } from './options.ts';

/** Cohere's v2 rerank body (docs.cohere.com/reference/rerank). A passage without an image is a plain string there. */
export const toBody = ({ model, query, passages, topN, options }: BuildInput<CompatibleOptions>) => ({
  ...options,
  model,
  query,
  documents: passages.map(toDocument),
  ...(topN !== undefined && { top_n: topN }),
  return_documents: false,
});

const toDocument = ({ text, image }: Passage) =>
  image === undefined ? text : { ...(text !== undefined && { text }), image };

const count = z.number().nullish();

/** What compatible servers answer; LiteLLM leaves `meta` out, and `usage` is vLLM's. */
const answerSchema = z.object({
  results: z.array(z.object({ index: z.number(), relevance_score: z.number() })),
  meta: z
    .object({
      billed_units: z.object({ search_units: count, total_tokens: count }).nullish(),
      tokens: z.object({ input_tokens: count }).nullish(),
      warnings: z.array(z.string()).nullish(),
    })
    .nullish(),
  usage: z.object({ prompt_tokens: count, total_tokens: count }).nullish(),
});

export function parseAnswer(body: unknown): ParsedRanking {
  const { results, meta, usage } = answerSchema.parse(body);
  const counts = {
    inputTokens: usage?.prompt_tokens ?? meta?.tokens?.input_tokens ?? undefined,
    totalTokens: usage?.total_tokens ?? meta?.billed_units?.total_tokens ?? undefined,
    searchUnits: meta?.billed_units?.search_units ?? undefined,
  };
  return {
    ranking: results.map(({ index, relevance_score }) => ({ index, relevanceScore: relevance_score })),
    usage: Object.values(counts).some((value) => value !== undefined) ? counts : undefined,
    warnings: (meta?.warnings ?? []).map((message) => ({ code: 'other', message })),
  };
}
