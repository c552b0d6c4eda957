import type { RerankUsage } from '@openrerank/core';
import { readField } from './read-field.ts';

/** Reads what an answer reports of its cost. A count that is absent or makes no sense is not worth failing a good ranking for. */
export type UsageReader = (answer: unknown) => RerankUsage | undefined;

/** `usage` with OpenAI's names, or `input_tokens`: Jina, Voyage, Together, vLLM and others. */
export const readTokenUsage: UsageReader = (answer) => {
  const usage = readField(answer, 'usage');
  return present({
    inputTokens: readCount(readField(usage, 'prompt_tokens')) ?? readCount(readField(usage, 'input_tokens')),
    totalTokens: readCount(readField(usage, 'total_tokens')),
  });
};

/** Cohere's `meta`: the search units or tokens that are billed, by the model's price, and the tokens that were read. */
export const readBilledUsage: UsageReader = (answer) => {
  const meta = readField(answer, 'meta');
  const billed = readField(meta, 'billed_units');
  return present({
    inputTokens:
      readCount(readField(readField(meta, 'tokens'), 'input_tokens')) ?? readCount(readField(billed, 'input_tokens')),
    totalTokens: readCount(readField(billed, 'total_tokens')),
    searchUnits: readCount(readField(billed, 'search_units')),
  });
};

/** A count as it came, or undefined for what is none. */
export function readCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function present(usage: RerankUsage): RerankUsage | undefined {
  const known = Object.entries(usage).filter(([, value]) => value !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known);
}
