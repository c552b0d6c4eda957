import * as z from 'zod';
import { refuseDestination } from './check.ts';
import { asObject, fault } from './checks.ts';
import type { DecodeContext, Dialect } from './dialect.ts';
import type { FieldReader } from './fields.ts';
import { createListDialect, type Spelling } from './list.ts';
import { createListDecoder } from './list-decode.ts';
import { nestedFields } from './nested-fields.ts';
import { readOptions } from './options.ts';
import { problemForm } from './problem-forms.ts';
import { toRpcStatus } from './rpc-status.ts';
import { truncationOption } from './truncation.ts';

/** docs.pinecone.io/reference/api/2026-07/inference/rerank-results. Of each document the `rank_fields` are ranked and nothing else. */
export const pinecone: Spelling = {
  request: {
    model: 'required',
    documents: 'documents',
    topN: ['top_n'],
    returnDocuments: 'return_documents',
    returnsByDefault: true,
    rankFields: ['text'],
    ignored: [],
  },
  answer: {
    results: 'data',
    score: 'score',
    document: 'document',
    echo: 'object',
    envelope: ({ model, usage }) => ({
      model,
      data: [],
      ...(usage?.rerankUnits !== undefined && { usage: { rerank_units: usage.rerankUnits } }),
    }),
    shape: () => ({
      answer: {
        model: z.string(),
        usage: z
          .object({ rerank_units: z.int() })
          .optional()
          .meta({ description: 'Where the upstream is Pinecone itself: other units are not made into these.' }),
      },
    }),
  },
  problem: problemForm(
    () => z.object({ error: z.object({ code: z.string(), message: z.string() }), status: z.int() }),
    ({ status, message }) => ({ error: { code: toRpcStatus(status), message }, status }),
  ),
};

/** `parameters` holds what elsewhere stands beside the other fields. */
export function createPineconeDialect(readFields: FieldReader): Dialect {
  const decode = createListDecoder(pinecone.request);
  return {
    ...createListDialect(pinecone, readFields),
    decode(body, context, target) {
      const { fields, verbatim } = readFields(body);
      const { parameters, ...others } = Object.fromEntries(fields);
      const request = decode({ fields: new Map(Object.entries(others)), verbatim }, context, target);
      const options = readParameters(parameters, request.model, context);
      return { ...request, options: { ...request.options, ...options } };
    },
  };
}

const own: ReadonlySet<string> = new Set(['truncate']);

function readParameters(
  value: unknown,
  model: string,
  { optionNames, dropUnknown }: DecodeContext,
): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  const fields = nestedFields(asObject(value, 'parameters'));
  refuseDestination(fields, 'parameters.');
  const known = optionNames(model);
  const { options } = readOptions(fields, { own, ignored, within: 'parameters.' }, known, dropUnknown);
  return { ...options, ...truncationOption(readTruncate(fields.get('truncate')), known) };
}

/** Cohere's, which Pinecone hosts. */
const ignored: readonly string[] = ['max_chunks_per_doc', 'max_tokens_per_doc'];

function readTruncate(value: unknown): boolean | undefined {
  if (value === undefined) return undefined;
  if (value === 'END' || value === 'NONE') return value === 'END';
  throw fault('parameters.truncate', 'must be "END" or "NONE".');
}
