import type { RerankDocument } from '@openrerank/core';
import * as z from 'zod';

/**
 * The request's own fields, as docs.cohere.com/reference/rerank (v1 and v2) and LiteLLM's rerank spell them.
 * `null` counts as absent and is taken out before; documents are not looked into.
 */
export const requestSchema = z.object({
  model: z
    .string(must('a model name from GET /v1/models'))
    .min(1, must('a model name from GET /v1/models'))
    .meta({ description: 'A model name from GET /v1/models.' }),
  query: z.string(must('a string')).meta({ description: 'What the documents are ranked for.' }),
  documents: z.custom<readonly RerankDocument[]>(Array.isArray, must('an array of strings or objects')).meta({
    type: 'array',
    minItems: 1,
    description: 'Strings or objects. Of an object, `text` (and `image`, where the model takes images) is ranked.',
    items: {
      anyOf: [
        { type: 'string' },
        { type: 'object', properties: { text: { type: 'string' } }, additionalProperties: true },
      ],
    },
  }),
  top_n: count().meta({ description: 'How many results to return. All of them when 0, null or absent.' }),
  top_k: count().meta({ description: 'Another name of `top_n`.' }),
  return_documents: z
    .boolean(must('true or false'))
    .nullish()
    .meta({ default: true, description: 'Whether each result carries its document.' }),
});

/** Other fields of Cohere's and LiteLLM's rerank API. Accepted without effect where no deployment takes them as an option. */
export const ignoredFields: readonly string[] = [
  'rank_fields',
  'max_chunks_per_doc',
  'max_tokens_per_doc',
  'priority',
  'instruction',
  'user',
  'metadata',
  'litellm_metadata',
  'litellm_call_id',
  'drop_params',
  'fallbacks',
  'num_retries',
  'timeout',
  'cache',
  'tags',
];

/** Where a call goes and with what credentials is the operator's business alone. Refused even where unknown fields are dropped. */
export const refusedFields: ReadonlySet<string> = new Set([
  'api_base',
  'api_key',
  'api_type',
  'api_version',
  'apiKey',
  'baseURL',
  'baseUrl',
  'base_url',
  'custom_llm_provider',
  'extra_body',
  'extra_headers',
  'extra_query',
  'headers',
  'organization',
]);

function count() {
  return z
    .int(mustCount('an integer of at least 1, or 0 or null for all'))
    .min(0, mustCount('at least 1, or 0 or null for all'))
    .nullish();
}

function must(what: string) {
  return {
    error: ({ input }: { readonly input?: unknown }) =>
      input === undefined ? `is required and must be ${what}.` : `must be ${what}, not ${kindOf(input)}.`,
  };
}

/** As `must`, for a number that is nobody's text. */
function mustCount(what: string) {
  return {
    error: ({ input }: { readonly input?: unknown }) =>
      `must be ${what}, not ${typeof input === 'number' ? `the number ${input}` : kindOf(input)}.`,
  };
}

/** The kind of a value, for messages that must not show the value itself. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (value === '') return 'an empty string';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
