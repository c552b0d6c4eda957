import { type EncodedTexts, sliceTexts } from '../encoded-documents.ts';
import type { BuildInput, HttpEndpoint, HttpRequest } from '../provider.ts';

/** A JSON body around texts that are already JSON: `head text between text between text tail`. */
export interface SplicedBody {
  readonly head: string;
  readonly between: string;
  readonly tail: string;
  readonly texts: EncodedTexts;
}

/** A mark longer than this has been tried often enough: the endpoint does not do what it declares. */
const longestMark = 32;

/**
 * Asks an endpoint that only copies texts what it would put around them: it is given one or two short stand-ins, and the
 * places where they stand in the JSON are where all texts go. Undefined where that cannot be told.
 */
export function spliceBody(
  endpoint: HttpEndpoint,
  input: BuildInput,
  texts: EncodedTexts,
): { readonly request: HttpRequest; readonly body: SplicedBody } | undefined {
  const count = input.passages.length;
  // Another mark where the query, the model or an option happens to be one.
  for (let mark = 'passage'; mark.length <= longestMark; mark += '~') {
    const standIns = ['1', '2'].slice(0, count).map((place) => ({ text: mark + place }));
    const request = endpoint.buildRequest({ ...input, passages: standIns });
    const pieces = cutAt(JSON.stringify(request.body), standIns);
    if (pieces !== undefined)
      return { request, body: { ...pieces, texts: sliceTexts(texts, input.firstIndex, count) } };
  }
  return undefined;
}

function cutAt(json: string, standIns: readonly { readonly text: string }[]) {
  let rest = json;
  const before: string[] = [];
  for (const { text } of standIns) {
    const [head, tail, ...more] = rest.split(JSON.stringify(text));
    if (tail === undefined || more.length > 0) return undefined;
    before.push(head as string);
    rest = tail;
  }
  const [head = '', between = ''] = before;
  return { head, between, tail: rest };
}

/** The body's bytes: each text's own are copied as they are. */
export function joinSplicedBody({ head, between, tail, texts: { bytes, spans } }: SplicedBody): Uint8Array {
  const encoder = new TextEncoder();
  const [first, separator, last] = [encoder.encode(head), encoder.encode(between), encoder.encode(tail)] as const;
  const body = new Uint8Array(first.length + lengthOf(spans) + (spans.length / 2 - 1) * separator.length + last.length);
  body.set(first);
  let at = first.length;
  for (let index = 0; index < spans.length; index += 2) {
    if (index > 0) {
      body.set(separator, at);
      at += separator.length;
    }
    const literal = bytes.subarray(spans[index], spans[index + 1]);
    body.set(literal, at);
    at += literal.length;
  }
  body.set(last, at);
  return body;
}

function lengthOf(spans: Uint32Array): number {
  let length = 0;
  for (let index = 0; index < spans.length; index += 2) {
    length += (spans[index + 1] as number) - (spans[index] as number);
  }
  return length;
}
