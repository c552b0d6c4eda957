import type { RerankUsage } from '@openrerank/core';
import * as z from 'zod';
import type { Answer } from './dialect.ts';
import type { AnswerSpelling } from './list-answer.ts';
import { tokens, tokenUsage, toTokenUsage } from './usage.ts';

/** One shape for Cohere's v1 and v2 clients, the AI SDK's and LiteLLM's: docs.cohere.com/reference/rerank plus `object`, `model` and `usage`. */
export const cohereAnswer: AnswerSpelling = {
  results: 'results',
  score: 'relevance_score',
  document: 'document',
  echo: 'object',
  envelope: ({ id, model, apiVersion, usage, warnings }) => ({
    id,
    object: 'list',
    model,
    results: [],
    meta: {
      api_version: { version: apiVersion },
      billed_units: toBilledUnits(usage),
      tokens: usage?.inputTokens === undefined ? {} : { input_tokens: usage.inputTokens },
      ...(warnings.length > 0 && { warnings }),
    },
    ...toUsage(usage),
  }),
  shape: () => ({
    answer: {
      id: z.string().meta({ description: 'The request id, as in the header x-request-id.' }),
      object: z.literal('list'),
      model: z.string().meta({ description: 'The model name of the request.' }),
      meta: z.object({
        api_version: z.object({ version: z.string() }),
        billed_units: z
          .object({ search_units: tokens.optional(), input_tokens: tokens.optional(), total_tokens: tokens.optional() })
          .meta({ description: 'What the upstream reported; empty when it reported nothing.' }),
        tokens: z.object({ input_tokens: tokens.optional() }),
        warnings: z.array(z.string()).optional(),
      }),
      usage: tokenUsage
        .extend({ completion_tokens: z.literal(0) })
        .optional()
        .meta({ description: 'Absent when the upstream reported no tokens: nothing is estimated.' }),
    },
  }),
};

function toBilledUnits({ searchUnits, inputTokens, totalTokens }: RerankUsage = {}): object {
  return {
    ...(searchUnits !== undefined && { search_units: searchUnits }),
    ...(inputTokens !== undefined && { input_tokens: inputTokens }),
    ...(totalTokens !== undefined && { total_tokens: totalTokens }),
  };
}

function toUsage(reported: Answer['usage']): object {
  const usage = toTokenUsage(reported);
  if (usage === undefined) return {};
  const { prompt_tokens, total_tokens } = usage;
  return { usage: { prompt_tokens, completion_tokens: 0, total_tokens } };
}
