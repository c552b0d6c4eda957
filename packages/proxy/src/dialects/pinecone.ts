import * as z from 'zod';
import type { Dialect } from './dialect.ts';
import { fault } from './faults.ts';
import type { FieldReader } from './fields.ts';
import { createListDialect, type Spelling } from './list.ts';
import { createListDecoder } from './list-decode.ts';
import { membersOf, type NestedRules, readNestedOptions } from './nested-options.ts';
import { problemForm } from './problem-forms.ts';
import { toRpcStatus } from './rpc-status.ts';
import { isCutAtEnd, mustBeTruncation, truncations } from './truncation.ts';

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
      const others = new Map(fields);
      others.delete(parametersName);
      const request = decode({ fields: others, verbatim }, context, target);
      const parameters = membersOf(fields.get(parametersName), parametersName);
      const options = readNestedOptions(parameters, rules, request.model, context);
      const truncation = readTruncate(parameters.get('truncate'));
      return { ...request, options: { ...request.options, ...options }, truncation };
    },
  };
}

const parametersName = 'parameters';

/** The options that are ignored are Cohere's, which Pinecone hosts. */
const rules: NestedRules = {
  name: parametersName,
  within: parametersName,
  own: new Set(['truncate']),
  ignored: ['max_chunks_per_doc', 'max_tokens_per_doc'],
  leavesOutUnknown: false,
};

function readTruncate(value: unknown): boolean | undefined {
  const found = truncations.find((name) => name === value);
  if (value !== undefined && found === undefined) throw fault('parameters.truncate', mustBeTruncation);
  return isCutAtEnd(found);
}
