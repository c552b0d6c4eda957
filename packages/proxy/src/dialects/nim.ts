import { type RerankDocument, RerankError } from '@openrerank/core';
import * as z from 'zod';
import type { Answer, DecodeContext, Dialect, RequestTarget } from './dialect.ts';
import { asObject, asString, fault } from './faults.ts';
import { type Schemas, spellDocuments } from './list.ts';
import { chooseModel } from './model.ts';
import { createParsedDialect, type ParsedRequest } from './parsed.ts';
import { nimProblem } from './problem-forms.ts';
import { readTopN } from './top-n.ts';
import { isCutAtEnd, mustBeTruncation, truncations } from './truncation.ts';
import { tokenUsage, toTokenUsage } from './usage.ts';
import { count, list, modelName } from './values.ts';

const requestSchema = () =>
  z.object({
    model: modelName().nullish(),
    query: z.unknown().meta({ type: 'object', properties: { text: { type: 'string' } }, required: ['text'] }),
    passages: list(
      { type: 'object', properties: { text: { type: 'string' }, image: { type: 'string' } } },
      'Each with a text, an image (a base64 data URL, where the model takes images), or both.',
    ),
    truncate: z.enum(truncations, { error: mustBeTruncation }).nullish(),
    top_n: count().meta({
      description: 'How many results to return. No NIM has it, but clients of many APIs send it.',
    }),
    top_k: count().meta({ description: 'Another name of `top_n`.' }),
  });

const responseSchema = () =>
  z.object({
    rankings: z
      .array(z.object({ index: z.int().min(0), logit: z.number() }))
      .meta({ description: 'Best first, all of them unless `top_n` says otherwise.' }),
    usage: tokenUsage.optional(),
  });

/**
 * The API of NVIDIA's reranking NIMs, self-hosted (`/v1/ranking`) and hosted (`/v1/retrieval/{model}/reranking`):
 * docs.nvidia.com/nim/nemo-retriever/text-reranking. A score stands as `logit` whatever its scale.
 */
export const createNimDialect = (): Dialect =>
  createParsedDialect({
    requestSchema,
    problem: nimProblem,
    readModel: ({ model }, target, context) =>
      chooseModel(nameInPath(model, target, context) ?? model, target, context),
    read,
    encode,
    spell: (path) => (path === 'query' ? 'query.text' : spellDocuments('passages')(path)),
  });

export const nimSchemas = (): Schemas => ({
  request: requestSchema(),
  response: responseSchema(),
  problem: nimProblem.schema(),
  ignored: [],
});

/** LiteLLM writes dots for the underscores of a model's name in the body, and the name itself in the path. */
function nameInPath(
  named: string | null | undefined,
  target: RequestTarget | undefined,
  { optionNames }: DecodeContext,
): string | undefined {
  const inPath = target?.params['model'];
  if (inPath === undefined || typeof named !== 'string' || isServed(named, optionNames)) return undefined;
  return isServed(inPath, optionNames) ? inPath : undefined;
}

function isServed(model: string, optionNames: DecodeContext['optionNames']): boolean {
  try {
    optionNames(model);
    return true;
  } catch (error) {
    if (error instanceof RerankError) return false;
    throw error;
  }
}

function read(values: z.infer<ReturnType<typeof requestSchema>>): ParsedRequest {
  const { query, passages, truncate } = values;
  return {
    query: typeof query === 'string' ? query : asString(asObject(query, 'query')['text'], 'query.text'),
    documents: passages.map(toDocument),
    topN: readTopN(values, 'top_n', ['top_k']),
    returnDocuments: false,
    truncation: isCutAtEnd(truncate),
  };
}

function toDocument(passage: unknown, index: number): RerankDocument {
  if (typeof passage === 'string') return passage;
  const path = `passages.${index}`;
  const { text = null, image = null } = asObject(passage, path);
  if (text === null && image === null) throw fault(path, 'must have a text, an image, or both.');
  return passage as RerankDocument;
}

function encode({ results, usage: reported }: Answer): string {
  const usage = toTokenUsage(reported);
  const rankings = results.map(({ index, relevanceScore }) => ({ index, logit: relevanceScore }));
  return JSON.stringify({ rankings, ...(usage && { usage }) });
}
