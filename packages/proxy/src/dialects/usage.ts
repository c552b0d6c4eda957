import type { RerankUsage } from '@openrerank/core';
import * as z from 'zod';

export const tokens = z.int().min(0);

/** `usage` in OpenAI's names, without what a model has written. */
export const tokenUsage = z.object({ prompt_tokens: tokens, total_tokens: tokens });

/**
 * A reranker writes nothing, so that its input is its total; either count stands for the other. Undefined where the
 * upstream reported no tokens.
 */
export function toTokenUsage({ inputTokens, totalTokens }: RerankUsage = {}): z.infer<typeof tokenUsage> | undefined {
  const total = totalTokens ?? inputTokens;
  return total === undefined ? undefined : { prompt_tokens: inputTokens ?? total, total_tokens: total };
}
