import type { BuildInput, ParsedRanking, RerankUsage } from '@openrerank/core';
import { malformedAnswer, readCount, readField } from '@openrerank/shapes';
import type { DeepInfraOptions } from './options.ts';

/**
 * The input schema of deepinfra.com/Qwen/Qwen3-Reranker-8B/api. One query is taken for all documents, as the page's own
 * example has it; LiteLLM repeats it for each, which makes a body up to two thirds larger (BerriAI/litellm#24851).
 */
export const toBody = ({ query, passages, options }: BuildInput<DeepInfraOptions>) => ({
  queries: [query],
  documents: passages.map(({ text }) => text),
  ...(options.instruction !== undefined && { instruction: options.instruction }),
  ...(options.service_tier !== undefined && { service_tier: options.service_tier }),
});

/** The same page's output: a score for each document, in their order. */
export function parseAnswer(answer: unknown): ParsedRanking {
  const scores = readField(answer, 'scores');
  if (!Array.isArray(scores)) throw malformedAnswer('has no list "scores"');
  const usage = readUsage(answer);
  return {
    ranking: scores.map((score: unknown, index) => {
      if (typeof score !== 'number') throw malformedAnswer(`has no number for document ${index}`);
      return { index, relevanceScore: score };
    }),
    ...(usage && { usage }),
  };
}

function readUsage(answer: unknown): RerankUsage | undefined {
  const inputTokens = readCount(readField(answer, 'input_tokens'));
  const costUsd = readCount(readField(readField(answer, 'inference_status'), 'cost'));
  if (inputTokens === undefined && costUsd === undefined) return undefined;
  return { ...(inputTokens !== undefined && { inputTokens }), ...(costUsd !== undefined && { costUsd }) };
}
