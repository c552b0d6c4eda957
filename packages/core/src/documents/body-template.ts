import type { BuildInput, HttpEndpoint, HttpRequest, Passage } from '../provider.ts';

/** After this many tries the endpoint evidently does not do what `copiesTexts` declares. */
const longestMark = 32;

/**
 * The request of an endpoint that only copies query and texts, cut where query and texts go: made once for many requests.
 * `head`, `between` and `tail` are lists of the pieces between which the query goes.
 */
export interface BodyTemplate {
  readonly request: HttpRequest;
  readonly head: readonly string[];
  readonly between: readonly string[];
  readonly tail: readonly string[];
}

/**
 * Builds a request with placeholders: one or two short texts, and a query unless `query` is given. The positions of the
 * placeholders in the JSON are the positions of the real texts. Undefined if a position is ambiguous, for example because
 * the endpoint puts a prefix before the query.
 */
export function makeTemplate(endpoint: HttpEndpoint, input: BuildInput, query?: string): BodyTemplate | undefined {
  const given = toJson([input.model, input.options, input.baseUrl]);
  // Tries a longer mark if the model or an option happens to contain this one.
  for (let mark = '~'; mark.length <= longestMark; mark += '~') {
    const queryMark = `query${mark}`;
    // The query may occur several times in the body, so an option with the same text would be taken for it.
    if (query === undefined && given.includes(queryMark)) continue;
    const texts = input.passages.length > 1 ? [`passage${mark}1`, `passage${mark}2`] : [`passage${mark}1`];
    const passages = texts.map((text): Passage => ({ text }));
    const request = endpoint.buildRequest({ ...input, query: query ?? queryMark, passages });
    const template = cutAtTexts(request, texts, query === undefined ? queryMark : undefined);
    if (template !== undefined) return template;
  }
  return undefined;
}

function cutAtTexts(
  request: HttpRequest,
  [first, second]: readonly string[],
  queryMark: string | undefined,
): BodyTemplate | undefined {
  const json = toJson(request.body);
  const one = placeOf(json, first as string);
  const other = second === undefined ? one : placeOf(json, second);
  if (one === undefined || other === undefined || other.start < one.start) return undefined;
  const pieces = [json.slice(0, one.start), json.slice(one.end, other.start), json.slice(other.end)];
  if (queryMark === undefined) {
    const [head, between, tail] = pieces.map((piece) => [piece]);
    return { request, head, between, tail } as BodyTemplate;
  }
  const [head, between, tail] = pieces.map((piece) => piece.split(`"${queryMark}"`)) as [string[], string[], string[]];
  const left = [JSON.stringify([request.url, request.headers]), ...head, ...between, ...tail];
  const isCopied = head.length + tail.length > 2 && !left.some((piece) => piece.includes(queryMark));
  return isCopied ? { request, head, between, tail } : undefined;
}

/** Empty for a request without a body, and for a body that has no JSON form: encoding it throws the error. */
function toJson(body: unknown): string {
  try {
    return JSON.stringify(body) ?? '';
  } catch {
    return '';
  }
}

/** The position of the mark as a string literal; undefined unless it occurs exactly once. */
function placeOf(json: string, mark: string) {
  const literal = `"${mark}"`;
  const start = json.indexOf(literal);
  const isOnce = start !== -1 && json.indexOf(literal, start + 1) === -1;
  return isOnce ? { start, end: start + literal.length } : undefined;
}

/** The JSON around the texts, with the query inserted. */
export function fillQuery({ head, between, tail }: BodyTemplate, query: string) {
  const literal = JSON.stringify(query);
  return { head: fill(head, literal), between: fill(between, literal), tail: fill(tail, literal) };
}

const fill = (pieces: readonly string[], literal: string): string =>
  pieces.length === 1 ? (pieces[0] as string) : pieces.join(literal);

/** The body, with texts that are JavaScript strings. */
export function fillTemplate(template: BodyTemplate, query: string, passages: readonly Passage[]): string {
  const { head, between, tail } = fillQuery(template, query);
  const last = passages.length - 1;
  const pieces = new Array<string>(passages.length);
  for (let index = 0; index <= last; index++) pieces[index] = JSON.stringify((passages[index] as Passage).text);
  pieces[0] = head + pieces[0];
  pieces[last] += tail;
  return pieces.join(between);
}
