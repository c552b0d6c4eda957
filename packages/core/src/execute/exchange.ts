import { type Clock, sleep } from '../clock.ts';
import { addDetails, RerankError } from '../errors.ts';
import type {
  AnswerHeaders,
  BuildInput,
  HttpEndpoint,
  HttpRequest,
  ParsedRanking,
  RerankProvider,
} from '../provider.ts';
import type { HttpResponse, LeanRequest, Transport } from '../transport/transport.ts';
import { mergeUsage } from './batch.ts';
import type { Sign } from './credentials.ts';
import { encodeRequest } from './encode.ts';
import { toFailure } from './failure.ts';
import type { Headers } from './headers.ts';
import { onEnd, type Scope, signalOf } from './scope.ts';

/** All that one part's request needs; the same for each of its attempts. */
export interface ExchangeContext {
  readonly provider: RerankProvider;
  readonly endpoint: HttpEndpoint;
  readonly input: BuildInput;
  readonly request: LeanRequest;
  /** Go with every request, polls included. */
  readonly headers: readonly Headers[];
  readonly sign: Sign;
  readonly transport: Transport;
  readonly maxResponseBytes: number;
  readonly clock: Clock;
}

export interface Answer extends Omit<ParsedRanking, 'next'> {
  readonly requestId?: string | undefined;
}

/** One attempt: sends the request, polls where the upstream says "not yet", and reads the answer with all its pages. */
export async function exchange(context: ExchangeContext, scope: Scope): Promise<Answer> {
  const page = await fetchPage(context, context.request, scope);
  return page.next === undefined ? page : withRest(context, page, scope);
}

/** A part of a ranking, whole as a rule. */
type Page = Answer & Pick<ParsedRanking, 'next'>;

async function fetchPage(context: ExchangeContext, unsigned: LeanRequest, scope: Scope): Promise<Page> {
  const request = await context.sign(unsigned);
  const response = await send(context, request, scope);
  const next = followUp(context, response);
  return next === undefined ? read(context, request, response) : poll(context, next, scope);
}

/** A page that brings nothing new would keep the call busy for ever: each adds to a ranking that has an end. */
async function withRest(context: ExchangeContext, first: Page, scope: Scope): Promise<Answer> {
  const pages = [first];
  let count = first.ranking.length;
  for (let next = first.next; next !== undefined; ) {
    const page = await fetchPage(context, encodeFollowing(context, next), scope);
    count += page.ranking.length;
    if (page.ranking.length === 0 || count > context.input.passages.length) throw endlessPages();
    pages.push(page);
    next = page.next;
  }
  return {
    ranking: pages.flatMap(({ ranking }) => ranking),
    usage: mergeUsage(pages.map(({ usage }) => usage)),
    warnings: pages.flatMap(({ warnings = [] }) => warnings),
    requestId: first.requestId,
  };
}

const endlessPages = () =>
  new RerankError('invalid_response', 'The upstream sent an empty page, or pages with more results than documents.');

async function poll(context: ExchangeContext, first: EncodedFollowUp, scope: Scope): Promise<Page> {
  for (let next = first; ; ) {
    await sleep(context.clock, next.afterMs, signalOf(scope));
    const request = await context.sign(next.request);
    const response = await send(context, request, scope);
    const following = followUp(context, response);
    if (following === undefined) return read(context, request, response);
    next = following;
  }
}

function read(context: ExchangeContext, sent: LeanRequest, response: HttpResponse): Page {
  const { provider, endpoint, input, clock } = context;
  const { status } = response;
  let found: AnswerHeaders | undefined;
  try {
    found = provider.definition.readHeaders?.(response.headers);
    if (status < 200 || status > 299) throw toFailure(response, provider.definition, input, sent, clock.now());
    const { ranking, usage, warnings, next } = endpoint.parseResponse(decode(response), input);
    return { ranking, usage, warnings: concat(found?.warnings, warnings), requestId: found?.requestId, next };
  } catch (error) {
    throw addDetails(toInvalidResponse(error), { status, upstreamRequestId: found?.requestId });
  }
}

type Warnings = Answer['warnings'];
const concat = (some: Warnings, more: Warnings): Warnings => (some && more ? [...some, ...more] : (some ?? more));

interface EncodedFollowUp {
  readonly request: LeanRequest;
  readonly afterMs: number;
}

/** What to send next, for an answer that is not final. */
function followUp(context: ExchangeContext, response: HttpResponse): EncodedFollowUp | undefined {
  const { endpoint, input } = context;
  try {
    const next = endpoint.followUp?.(response, input);
    return next && { request: encodeFollowing(context, next.request), afterMs: next.afterMs };
  } catch (error) {
    throw toInvalidResponse(error);
  }
}

/** A request that an answer led to. One that leads to another host must not take the credential there. */
function encodeFollowing({ request, headers }: ExchangeContext, next: HttpRequest): LeanRequest {
  try {
    if (new URL(next.url).origin !== new URL(request.url).origin) throw sentElsewhere();
    return encodeRequest(next, headers);
  } catch (error) {
    throw toInvalidResponse(error);
  }
}

const sentElsewhere = () =>
  new RerankError('invalid_response', 'The upstream asked to be asked again at another host, which is not followed.');

async function send(context: ExchangeContext, request: LeanRequest, scope: Scope): Promise<HttpResponse> {
  const { transport, maxResponseBytes } = context;
  try {
    return await (transport.lean === undefined
      ? transport(request, { signal: signalOf(scope), maxResponseBytes })
      : transport.lean(request, { maxResponseBytes, onAbort: (listener) => onEnd(scope, listener) }));
  } catch (error) {
    throw scope.ended ? scope.ended.reason : toNetworkError(error, request);
  }
}

function toNetworkError(error: unknown, { url }: LeanRequest): RerankError {
  if (error instanceof RerankError) return error;
  const message = `Could not reach ${new URL(url).host}${reasonOf(error)}.`;
  return new RerankError('network', message, { cause: error });
}

// The parser's own error quotes the text around the mistake, which may be a document: it does not become the cause.
function decode({ body }: HttpResponse): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new RerankError('invalid_response', 'The upstream did not answer with JSON.');
  }
}

export function toInvalidResponse(error: unknown): RerankError {
  if (error instanceof RerankError) return error;
  return new RerankError('invalid_response', 'The upstream answered in a shape that this provider does not know.', {
    cause: error,
  });
}

/** `ECONNREFUSED` and the like, which say more than the message around them. */
function reasonOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return ` (${at.code})`;
  }
  return '';
}
