import type { RerankDocument } from '@openrerank/core';
import * as z from 'zod';
import { type CheckOf, createCheck, refuseDestination } from './check.ts';
import { asObject, asString, fault, isObject } from './checks.ts';
import type { Answer, DecodeContext, DecodedRequest, Dialect, RequestBody, RequestTarget } from './dialect.ts';
import { readByParsing } from './fields.ts';
import { type Schemas, spellDocuments } from './list.ts';
import { chooseModel } from './model.ts';
import { readOptions } from './options.ts';
import { nimProblem } from './problem-forms.ts';
import { truncationOption } from './truncation.ts';
import { tokenUsage, toTokenUsage } from './usage.ts';
import { list, modelName } from './values.ts';

const truncations = ['NONE', 'END'] as const;

const requestSchema = () =>
  z.object({
    model: modelName().nullish(),
    query: z.unknown().meta({ type: 'object', properties: { text: { type: 'string' } }, required: ['text'] }),
    passages: list(
      { type: 'object', properties: { text: { type: 'string' }, image: { type: 'string' } } },
      'Each with a text, an image (a base64 data URL, where the model takes images), or both.',
    ),
    truncate: z.enum(truncations, { error: 'must be "NONE" or "END".' }).nullish(),
  });

const responseSchema = () =>
  z.object({
    rankings: z
      .array(z.object({ index: z.int().min(0), logit: z.number() }))
      .meta({ description: 'Best first, all of them.' }),
    usage: tokenUsage.optional(),
  });

/**
 * The API of NVIDIA's reranking NIMs, self-hosted (`/v1/ranking`) and hosted (`/v1/retrieval/{model}/reranking`):
 * docs.nvidia.com/nim/nemo-retriever/text-reranking. A score stands as `logit` whatever its scale.
 */
export function createNimDialect(): Dialect {
  const check = createCheck(requestSchema);
  return {
    decode: (body, context, target) => decode(body, context, target, check()),
    encode,
    encodeProblem: nimProblem.encode,
    spell: (path) => (path === 'query' ? 'query.text' : spellDocuments('passages')(path)),
  };
}

export const nimSchemas = (): Schemas => ({
  request: requestSchema(),
  response: responseSchema(),
  problem: nimProblem.schema(),
  ignored: [],
});

function decode(
  body: RequestBody,
  context: DecodeContext,
  target: RequestTarget | undefined,
  { own, read }: CheckOf<typeof requestSchema>,
): DecodedRequest {
  const { fields } = readByParsing(body);
  refuseDestination(fields);
  const { model: named, query, passages, truncate } = read(fields);
  const model = chooseModel(named, target, context);
  const optionNames = context.optionNames(model);
  const { options, warnings } = readOptions(fields, { own, ignored: [] }, optionNames, context.dropUnknown);
  return {
    model,
    query: typeof query === 'string' ? query : asString(asObject(query, 'query')['text'], 'query.text'),
    documents: passages.map(toDocument),
    topN: undefined,
    returnDocuments: false,
    options: { ...options, ...truncationOption(truncate && truncate === 'END', optionNames) },
    warnings,
  };
}

function toDocument(passage: unknown, index: number): RerankDocument {
  if (typeof passage === 'string') return passage;
  const path = `passages.${index}`;
  if (!isObject(passage)) return asObject(passage, path);
  const { text = null, image = null } = passage;
  if (text === null && image === null) throw fault(path, 'must have a text, an image, or both.');
  return passage;
}

function encode({ results, usage: reported }: Answer): string {
  const usage = toTokenUsage(reported);
  const rankings = results.map(({ index, relevanceScore }) => ({ index, logit: relevanceScore }));
  return JSON.stringify({ rankings, ...(usage && { usage }) });
}
