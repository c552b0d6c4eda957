import { invalidInput, type RerankError } from '../errors.ts';
import type { Capabilities, Passage } from '../provider.ts';
import type { RerankDocument, RerankRequest, RerankWarning } from '../request.ts';
import { type EncodedDocument, type EncodedList, encodedListOf } from './encoded-documents.ts';

/** A request whose fields have been checked, with its documents as the endpoint can send them. */
export interface CheckedRequest {
  /** The caller's fields as given, but for `query`, `topN` and `documents`, which are checked. */
  readonly request: RerankRequest;
  /** A copy of the list, not of its members: the caller may change the list while the call runs. */
  readonly documents: readonly RerankDocument[];
  readonly passages: readonly Passage[];
  /** True if every passage has a text and no image. */
  readonly textOnly: boolean;
  /** The texts of the passages if they are encoded documents. */
  readonly encoded: EncodedList | undefined;
  readonly query: string;
  /** At most the number of documents. */
  readonly topN: number | undefined;
  readonly warnings: readonly RerankWarning[];
}

const none: readonly RerankWarning[] = [];

/** Checks the caller's request and reduces each document to what an endpoint of these capabilities can send. */
export function checkRequest(request: RerankRequest, { modalities }: Capabilities): CheckedRequest {
  if (typeof request !== 'object' || request === null) {
    throw invalidInput('request', `must be an object, not ${kindOf(request)}`);
  }
  const { query, documents, topN } = request;
  if (typeof query !== 'string') throw invalidInput('query', `must be a string, not ${kindOf(query)}`);
  if (query.trim() === '') throw invalidInput('query', 'must not be empty');
  if (!Array.isArray(documents)) throw invalidInput('documents', `must be an array, not ${kindOf(documents)}`);
  if (documents.length === 0) throw invalidInput('documents', 'must not be empty');
  if (topN !== undefined && !(Number.isInteger(topN) && topN >= 1)) {
    const got = typeof topN === 'number' ? topN : kindOf(topN);
    throw invalidInput('topN', `must be an integer of at least 1, or absent for all; got ${got}`);
  }
  const checked = {
    request,
    documents: documents.slice(),
    passages: documents as readonly Passage[],
    textOnly: true,
    encoded: typeof documents[0] === 'object' ? encodedListOf(documents) : undefined,
    query: wellFormed(query),
    topN: topN === undefined ? undefined : Math.min(topN, documents.length),
    warnings: none,
  };
  if (checked.encoded !== undefined) {
    checked.passages = checked.documents as readonly EncodedDocument[];
    return checked;
  }
  const takesImages = modalities.includes('image');
  const asJson: number[] = [];
  const passages = new Array<Passage>(documents.length);
  // Not map, which skips holes.
  for (let index = 0; index < documents.length; index++) {
    const passage = toPassage(documents[index], index, takesImages, asJson);
    if (passage.image !== undefined) checked.textOnly = false;
    passages[index] = passage;
  }
  checked.passages = passages;
  if (asJson.length > 0) checked.warnings = [stringifiedWarning(asJson)];
  return checked;
}

function toPassage(document: unknown, index: number, takesImages: boolean, asJson: number[]): Passage {
  if (typeof document === 'string') return { text: wellFormed(document) };
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw invalidInput(`documents.${index}`, `must be a string or an object, not ${kindOf(document)}`);
  }
  const { text, image } = document as { readonly text?: unknown; readonly image?: unknown };
  if (text !== undefined && text !== null && typeof text !== 'string') {
    throw invalidInput(`documents.${index}.text`, `must be a string, not ${kindOf(text)}`);
  }
  if (image !== undefined && image !== null) {
    if (typeof image !== 'string') {
      throw invalidInput(`documents.${index}.image`, `must be a string, not ${kindOf(image)}`);
    }
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
    throw invalidInput(`documents.${index}`, 'has neither text nor image and cannot be written as JSON', { cause });
  }
  if (json === undefined) throw invalidInput(`documents.${index}`, 'has neither text nor image and no JSON form');
  return json;
}

function imageUnsupported(index: number): RerankError {
  const problem = 'cannot be ranked: this model takes text only. Leave image out, or choose a model that takes images';
  return invalidInput(`documents.${index}.image`, problem, {}, 'unsupported');
}

function stringifiedWarning(indices: readonly number[]): RerankWarning {
  const more = indices.length - 1;
  const message =
    more === 0
      ? `documents.${indices[0]} has neither text nor image and was ranked by its JSON text.`
      : `documents.${indices[0]} and ${more} more have neither text nor image and were ranked by their JSON text.`;
  return { code: 'document_stringified', message };
}

/** The kind of a value, for messages that must not show the value itself. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'undefined';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
