import type { BuildInput, ParsedRanking } from '@openrerank/core';
import * as z from 'zod';
import type { __Options__ } from './options.ts';

/** The body of `POST {base}/__route__` (__docs__). */
export interface RequestBody {
  readonly model: string;
  readonly question: string;
  readonly candidates: readonly { readonly text: string | undefined }[];
  readonly truncate?: boolean | undefined;
}

export const toBody = ({ model, query, passages, options }: BuildInput<__Options__>): RequestBody => ({
  model,
  question: query,
  candidates: passages.map(({ text }) => ({ text })),
  ...options,
});

/** The answer of the same page. Whether each candidate has exactly one score, and which is the best, is for core to see. */
const answerSchema = z.object({
  scores: z.array(z.object({ candidate: z.int(), score: z.number() })),
  // A count that makes no sense is not worth failing a good ranking for.
  usage: z.object({ tokens: z.int().nonnegative() }).optional().catch(undefined),
});

/** Throws for anything but such an answer. Core makes `invalid_response` of it. */
export function toRanking(answer: unknown): ParsedRanking {
  const { scores, usage } = answerSchema.parse(answer);
  return {
    ranking: scores.map(({ candidate, score }) => ({ index: candidate, relevanceScore: score })),
    ...(usage && { usage: { totalTokens: usage.tokens } }),
  };
}
