import type { EncodedTexts } from '../encoded-texts.ts';
import type { BuildInput, HttpEndpoint, HttpRequest, Passage } from '../provider.ts';
import type { SplicedBody } from '../transport/transport.ts';

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
  const { firstIndex, passages } = input;
  // Another mark where the query, the model or an option happens to be one.
  for (let mark = 'passage'; mark.length <= longestMark; mark += '~') {
    const first = `${mark}1`;
    const second = passages.length > 1 ? `${mark}2` : undefined;
    const standIns = second === undefined ? [{ text: first }] : [{ text: first }, { text: second }];
    const request = endpoint.buildRequest(withPassages(input, standIns));
    const around = cutAt(JSON.stringify(request.body), first, second);
    if (around === undefined) continue;
    const { head, between, tail } = around;
    return { request, body: { head, between, tail, texts, first: firstIndex, count: passages.length } };
  }
  return undefined;
}

// Member by member: a spread that is overwritten costs several times as much.
function withPassages({ model, query, firstIndex, topN, options, baseUrl }: BuildInput, passages: readonly Passage[]) {
  return { model, query, topN, options, firstIndex, passages, baseUrl };
}

function cutAt(json: string, first: string, second: string | undefined) {
  const one = placeOf(json, first);
  const other = second === undefined ? one : placeOf(json, second);
  if (one === undefined || other === undefined || other.start < one.start) return undefined;
  return { head: json.slice(0, one.start), between: json.slice(one.end, other.start), tail: json.slice(other.end) };
}

/** Where the mark stands as a literal; undefined where it does not stand once. */
function placeOf(json: string, mark: string) {
  const literal = `"${mark}"`;
  const start = json.indexOf(literal);
  const isOnce = start !== -1 && json.indexOf(literal, start + 1) === -1;
  return isOnce ? { start, end: start + literal.length } : undefined;
}

/** The body's bytes: each text's own are copied as they are. */
export function joinSplicedBody({
  head,
  between,
  tail,
  texts: { source, spans },
  first,
  count,
}: SplicedBody): Uint8Array {
  const { bytes } = source;
  const encoder = new TextEncoder();
  const [start, separator, end] = [encoder.encode(head), encoder.encode(between), encoder.encode(tail)] as const;
  const own = spans.subarray(first * 2, (first + count) * 2);
  const body = new Uint8Array(start.length + lengthOf(own) + (count - 1) * separator.length + end.length);
  body.set(start);
  let at = start.length;
  for (let index = 0; index < own.length; index += 2) {
    if (index > 0) {
      body.set(separator, at);
      at += separator.length;
    }
    const literal = bytes.subarray(own[index], own[index + 1]);
    body.set(literal, at);
    at += literal.length;
  }
  body.set(end, at);
  return body;
}

function lengthOf(spans: Uint32Array): number {
  let length = 0;
  for (let index = 0; index < spans.length; index += 2) {
    length += (spans[index + 1] as number) - (spans[index] as number);
  }
  return length;
}
