import type { EncodedDocument } from '../encoded-documents.ts';
import { encodedListOf } from '../encoded-texts.ts';
import { faultAt, RerankError, type RerankIssue } from '../errors.ts';
import type { Capabilities, Passage } from '../provider.ts';
import type { RerankDocument, RerankRequest, RerankWarning } from '../request.ts';
import type { SchemaResult, StandardSchema } from '../standard-schema.ts';

export interface PreparedRequest {
  readonly query: string;
  /** A copy of the list, not of its members: the caller may change the list while the call runs. */
  readonly documents: readonly RerankDocument[];
  readonly passages: readonly Passage[];
  readonly topN: number | undefined;
  readonly warnings: readonly RerankWarning[];
}

const none: readonly RerankWarning[] = [];

/** Checks the caller's request and reduces each document to what an endpoint of these abilities can send. */
export function prepareRequest(request: RerankRequest, capabilities: Capabilities): PreparedRequest {
  if (typeof request !== 'object' || request === null)
    throw invalid('request', `must be an object, not ${kindOf(request)}`);
  const { query, documents, topN } = request;
  if (typeof query !== 'string') throw invalid('query', `must be a string, not ${kindOf(query)}`);
  if (query.trim() === '') throw invalid('query', 'must not be empty');
  if (!Array.isArray(documents)) throw invalid('documents', `must be an array, not ${kindOf(documents)}`);
  if (documents.length === 0) throw invalid('documents', 'must not be empty');
  if (topN !== undefined && !(Number.isInteger(topN) && topN >= 1)) {
    const got = typeof topN === 'number' ? topN : kindOf(topN);
    throw invalid('topN', `must be an integer of at least 1, or absent for all; got ${got}`);
  }
  const most = topN === undefined ? undefined : Math.min(topN, documents.length);
  if (encodedListOf(documents) !== undefined) {
    const passages = documents as readonly EncodedDocument[];
    return { query: wellFormed(query), documents, passages, topN: most, warnings: none };
  }
  const takesImages = capabilities.modalities.includes('image');
  const asJson: number[] = [];
  const passages = new Array<Passage>(documents.length);
  // Not map, which passes over holes.
  for (let index = 0; index < documents.length; index++) {
    passages[index] = toPassage(documents[index], index, takesImages, asJson);
  }
  return {
    query: wellFormed(query),
    documents: documents.slice(),
    passages,
    topN: most,
    warnings: asJson.length === 0 ? none : [stringifiedWarning(asJson)],
  };
}

/** Options as the provider's schema returns them; a promise only where the schema gives one. */
export function prepareOptions(schema: StandardSchema, options: unknown): unknown {
  const result = schema['~standard'].validate(options ?? {});
  return result instanceof Promise ? result.then(checked) : checked(result);
}

function checked(result: SchemaResult<unknown>): unknown {
  if (result.issues === undefined) return result.value;
  const issues: RerankIssue[] = result.issues.map(({ path = [], message }) => ({
    path: ['options', ...path.map((key) => String(typeof key === 'object' ? key.key : key))].join('.'),
    message,
  }));
  const list = issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new RerankError('invalid_options', `Options are not valid. ${list}`, { issues });
}

function toPassage(document: unknown, index: number, takesImages: boolean, asJson: number[]): Passage {
  if (typeof document === 'string') return { text: wellFormed(document) };
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw invalid(`documents.${index}`, `must be a string or an object, not ${kindOf(document)}`);
  }
  const { text, image } = document as { readonly text?: unknown; readonly image?: unknown };
  if (text !== undefined && text !== null && typeof text !== 'string') {
    throw invalid(`documents.${index}.text`, `must be a string, not ${kindOf(text)}`);
  }
  if (image !== undefined && image !== null) {
    if (typeof image !== 'string') throw invalid(`documents.${index}.image`, `must be a string, not ${kindOf(image)}`);
    if (!takesImages) throw imageUnsupported(index);
    return typeof text === 'string' ? { text: wellFormed(text), image } : { image };
  }
  if (typeof text === 'string') return { text: wellFormed(text) };
  asJson.push(index);
  return { text: toJson(document, index) };
}

// Half of a surrogate pair has no UTF-8 form, and strict JSON parsers refuse its escape: one badly cut document
// would fail the whole call.
const wellFormed = (text: string) => (text.isWellFormed() ? text : text.toWellFormed());

function toJson(document: object, index: number): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(document);
  } catch (cause) {
    throw invalid(`documents.${index}`, 'has neither text nor image and cannot be written as JSON', cause);
  }
  if (json === undefined) throw invalid(`documents.${index}`, 'has neither text nor image and no JSON form');
  return json;
}

function imageUnsupported(index: number): RerankError {
  const message = `documents.${index} holds an image, and this model ranks text only. Leave image out, or choose a model that takes images.`;
  return new RerankError('unsupported', message, { issues: [{ path: `documents.${index}.image`, message }] });
}

function stringifiedWarning(indices: readonly number[]): RerankWarning {
  const more = indices.length - 1;
  const message =
    more === 0
      ? `documents.${indices[0]} has neither text nor image and was ranked by its JSON text.`
      : `documents.${indices[0]} and ${more} more have neither text nor image and were ranked by their JSON text.`;
  return { code: 'document_stringified', message };
}

function invalid(path: string, problem: string, cause?: unknown): RerankError {
  return faultAt(path, `${path} ${problem}.`, { cause });
}

/** The kind of a value, for messages that must not show the value itself. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'undefined';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
