import { fillQuery, fillTemplate, makeTemplate } from '../documents/body-template.ts';
import type { EncodedList } from '../documents/encoded-documents.ts';
import { RerankError, type RerankErrorCode } from '../errors.ts';
import type { BuildInput, HttpEndpoint, HttpRequest, LocalEndpoint } from '../provider.ts';
import type { EncodedRequest } from '../transport/transport.ts';
import { accepting, type Headers, mergeHeaders } from './headers.ts';
import type { Target, TargetTemplate } from './target.ts';

/**
 * For more texts a template is slower than one `JSON.stringify` of the whole body: it took 1.5 times as long for 100
 * documents of 1.3 kB, and 0.6 times for three short documents.
 */
const mostTextsToFill = 16;

/** Options longer than this are texts, not settings: they are not kept in memory after the call. */
const longestKey = 512;

/** Bounds the combinations of options and `topN`, which clients choose. */
const mostTemplates = 64;

/** The documents of one upstream request, the request, and the state of its attempts. */
export class Part {
  /** Attempts made so far. */
  attempts = 0;
  /** Error code of the last attempt, if another follows. */
  retryReason: RerankErrorCode | undefined;
  /** The request for the transport, without the credential. Absent before `encode`, and for rankers in process. */
  encoded: EncodedRequest | undefined;
  #template: TargetTemplate | undefined;
  #request: HttpRequest | undefined;

  /** Index among the call's parts. */
  readonly position: number;
  readonly input: BuildInput;
  readonly target: Target;
  readonly #texts: EncodedList | undefined;

  constructor(position: number, input: BuildInput, target: Target, texts: EncodedList | undefined) {
    this.position = position;
    this.input = input;
    this.target = target;
    this.#texts = texts;
  }

  /**
   * Builds the request, or its template. All parts are built before the first is sent, so a request that the endpoint
   * refuses fails the call early.
   */
  build(endpoint: HttpEndpoint | LocalEndpoint, textOnly: boolean): void {
    if ('rank' in endpoint) return;
    const { input, target } = this;
    const texts = this.#texts;
    const few = input.passages.length <= mostTextsToFill && target.templates !== undefined;
    if (endpoint.copiesTexts && textOnly && (texts !== undefined || few)) {
      this.#template = templateFor(endpoint, input, target) ?? (texts && makeOnce(endpoint, input, target));
    }
    if (this.#template === undefined) this.#request = endpoint.buildRequest(decoded(input, texts));
  }

  /** Encodes the request once for all attempts. The call's headers override all others. */
  encode(headers: Headers | undefined): void {
    const { input, target } = this;
    const template = this.#template;
    const request = this.#request;
    const texts = this.#texts;
    if (request !== undefined) this.encoded = encodeRequest(request, target, headers);
    if (template === undefined) return;
    const { url, method = 'POST' } = template.request;
    const { query, passages, firstIndex } = input;
    const body = texts
      ? texts.splice(fillQuery(template, query), texts.texts, firstIndex, passages.length)
      : fillTemplate(template, query, passages);
    const merged = headers ? mergeHeaders(template.headers, headers) : template.headers;
    this.encoded = { url, method, headers: merged, body };
  }
}

function templateFor(endpoint: HttpEndpoint, input: BuildInput, target: Target): TargetTemplate | undefined {
  const { templates } = target;
  const key = templates && keyOf(input);
  if (templates === undefined || key === undefined) return undefined;
  const known = templates.get(key);
  if (known !== undefined || templates.has(key)) return known;
  const made = withHeaders(makeTemplate(endpoint, input), target);
  if (templates.size >= mostTemplates) templates.clear();
  templates.set(key, made);
  return made;
}

/** A template that holds this call's query, for encoded texts where the query cannot be inserted later. */
const makeOnce = (endpoint: HttpEndpoint, input: BuildInput, target: Target) =>
  withHeaders(makeTemplate(endpoint, input, input.query), target);

const withHeaders = (template: ReturnType<typeof makeTemplate>, target: Target): TargetTemplate | undefined =>
  template && { ...template, headers: headersOf(template.request, target) };

const keyed: ReadonlySet<string> = new Set(
  Object.keys({
    model: true,
    query: true,
    passages: true,
    firstIndex: true,
    topN: true,
    options: true,
    baseUrl: true,
  } satisfies Record<keyof BuildInput, true>),
);

/**
 * The key of a template: all that a request depends on except query and texts. Undefined if a middleware has added
 * fields, or if the options are too long to keep.
 */
function keyOf(input: BuildInput): string | undefined {
  for (const name in input) if (!keyed.has(name)) return undefined;
  const { options, topN, passages } = input;
  let json = '';
  try {
    for (const _ in options as object) {
      json = JSON.stringify(options);
      break;
    }
  } catch {
    return undefined;
  }
  return json.length > longestKey ? undefined : `${topN}${passages.length > 1 ? '+' : ''}${json}`;
}

/** Plain objects for endpoints that read texts: they may copy a passage, and a copy lacks the inherited getter. */
export function decoded(input: BuildInput, texts: EncodedList | undefined): BuildInput {
  if (texts === undefined) return input;
  return { ...input, passages: input.passages.map(({ text }) => ({ text })) };
}

/** Later headers win over earlier ones, whatever their case. */
export function encodeRequest(request: HttpRequest, target: Target, headers: Headers | undefined): EncodedRequest {
  const { url, method = 'POST', body } = request;
  const own = headersOf(request, target);
  return { url, method, headers: headers ? mergeHeaders(own, headers) : own, body: toJson(body) };
}

function headersOf({ headers, body }: HttpRequest, target: Target): Headers {
  if (body === undefined) return mergeHeaders(accepting, headers, target.headers);
  return headers === undefined ? target.sending : mergeHeaders(target.sending, headers, target.headers);
}

function toJson(body: unknown): string | undefined {
  try {
    return JSON.stringify(body);
  } catch (cause) {
    // Query and texts are strings, so an option is the cause.
    throw new RerankError('invalid_options', 'An option has no JSON form.', { cause });
  }
}
