import type { RerankDocument, RerankUsage } from '@openrerank/core';
import * as z from 'zod';
import type { Answer } from './dialect.ts';
import { type VerbatimDocuments, writeDocuments } from './verbatim.ts';

const tokens = z.int().min(0);

/** One shape for Cohere's v1 and v2 clients, the AI SDK's and LiteLLM's: docs.cohere.com/reference/rerank plus `object`, `model` and `usage`. */
export const responseSchema = z.object({
  id: z.string().meta({ description: 'The request id, as in the header x-request-id.' }),
  object: z.literal('list'),
  model: z.string().meta({ description: 'The model name of the request.' }),
  results: z
    .array(
      z.object({
        index: z.int().min(0).meta({ description: "The document's place in the request." }),
        relevance_score: z.number(),
        document: z
          .looseObject({ text: z.string().optional() })
          .optional()
          .meta({ description: 'A string as `{ text }`, an object whole. Absent when return_documents is false.' }),
      }),
    )
    .meta({ description: 'Best first.' }),
  meta: z.object({
    api_version: z.object({ version: z.string() }),
    billed_units: z
      .object({ search_units: tokens.optional(), input_tokens: tokens.optional(), total_tokens: tokens.optional() })
      .meta({ description: 'What the upstream reported; empty when it reported nothing.' }),
    tokens: z.object({ input_tokens: tokens.optional() }),
    warnings: z.array(z.string()).optional(),
  }),
  usage: z
    .object({ prompt_tokens: tokens, completion_tokens: z.literal(0), total_tokens: tokens })
    .optional()
    .meta({ description: 'Absent when the upstream reported no tokens: nothing is estimated.' }),
});

type WireResponse = z.infer<typeof responseSchema>;

export function encode(answer: Answer): string | Uint8Array {
  return answer.returnDocuments && answer.verbatim !== undefined
    ? encodeVerbatim(answer, answer.verbatim)
    : JSON.stringify(toResponse(answer, answer.results.map(toResult(answer.returnDocuments))));
}

/** The same answer with each document's own bytes in its place. */
function encodeVerbatim(answer: Answer, documents: VerbatimDocuments): Uint8Array {
  const around = JSON.stringify(toResponse(answer, []));
  // A quote in a value is escaped, so that this is the field.
  const place = around.indexOf(emptyResults) + emptyResults.length - 1;
  const places = answer.results.map(({ index, relevanceScore }, rank) => ({
    before: `${rank === 0 ? '' : ','}{"index":${index},"relevance_score":${relevanceScore},"document":`,
    index,
  }));
  return writeDocuments(around.slice(0, place), places, '}', around.slice(place), documents);
}

const emptyResults = '"results":[]';

function toResponse(answer: Answer, results: WireResponse['results']): WireResponse {
  const usage = toUsage(answer.usage);
  return {
    id: answer.id,
    object: 'list',
    model: answer.model,
    results,
    meta: {
      api_version: { version: answer.apiVersion },
      billed_units: toBilledUnits(answer.usage),
      tokens: answer.usage?.inputTokens === undefined ? {} : { input_tokens: answer.usage.inputTokens },
      ...(answer.warnings.length > 0 && { warnings: [...answer.warnings] }),
    },
    ...(usage && { usage }),
  };
}

const toResult =
  (returnDocuments: boolean) =>
  ({ index, relevanceScore, document }: Answer['results'][number]): WireResponse['results'][number] => ({
    index,
    relevance_score: relevanceScore,
    ...(returnDocuments && { document: toDocument(document) }),
  });

const toDocument = (document: RerankDocument): { text?: string } =>
  typeof document === 'string' ? { text: document } : document;

function toBilledUnits({
  searchUnits,
  inputTokens,
  totalTokens,
}: RerankUsage = {}): WireResponse['meta']['billed_units'] {
  return {
    ...(searchUnits !== undefined && { search_units: searchUnits }),
    ...(inputTokens !== undefined && { input_tokens: inputTokens }),
    ...(totalTokens !== undefined && { total_tokens: totalTokens }),
  };
}

/** A reranker writes nothing, so that its input is its total; either count stands for the other. */
function toUsage({ inputTokens, totalTokens }: RerankUsage = {}): WireResponse['usage'] {
  const total = totalTokens ?? inputTokens;
  if (total === undefined) return undefined;
  return { prompt_tokens: inputTokens ?? total, completion_tokens: 0, total_tokens: total };
}
