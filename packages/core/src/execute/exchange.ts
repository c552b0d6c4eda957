import { type Clock, sleep } from '../clock.ts';
import { addDetails, RerankError } from '../errors.ts';
import type { BuildInput, HttpEndpoint, ParsedRanking, RerankProvider } from '../provider.ts';
import type { EncodedRequest, HttpResponse, Transport } from '../transport/transport.ts';
import type { Sign } from './credentials.ts';
import { encodeRequest } from './encode.ts';
import { toFailure } from './failure.ts';
import type { Headers } from './headers.ts';

/** All that one part's request needs; the same for each of its attempts. */
export interface ExchangeContext {
  readonly provider: RerankProvider;
  readonly endpoint: HttpEndpoint;
  readonly input: BuildInput;
  readonly request: EncodedRequest;
  /** Go with every request, polls included. */
  readonly headers: readonly Headers[];
  readonly sign: Sign;
  readonly transport: Transport;
  readonly maxResponseBytes: number;
  readonly clock: Clock;
}

export interface Answer extends ParsedRanking {
  readonly requestId?: string | undefined;
}

/** One attempt: sends the request, polls where the upstream says "not yet", and reads the answer. */
export async function exchange(context: ExchangeContext, signal: AbortSignal): Promise<Answer> {
  const { provider, endpoint, input, clock } = context;
  let sent = await send(context, context.request, signal);
  for (let next = followUp(context, sent.response); next; next = followUp(context, sent.response)) {
    await sleep(clock, next.afterMs, signal);
    sent = await send(context, next.request, signal);
  }
  const { response, signed } = sent;
  const details: { status: number; upstreamRequestId?: string | undefined } = { status: response.status };
  try {
    const { requestId, warnings = [] } = provider.definition.readHeaders?.(response.headers) ?? {};
    details.upstreamRequestId = requestId;
    if (response.status < 200 || response.status > 299) {
      throw toFailure(response, provider.definition, input, signed, clock.now());
    }
    const parsed = endpoint.parseResponse(decode(response), input);
    return { ...parsed, requestId, warnings: [...warnings, ...(parsed.warnings ?? [])] };
  } catch (error) {
    throw addDetails(toInvalidResponse(error), details);
  }
}

/** What to send next, for an answer that is not final. */
function followUp({ endpoint, input, request, headers }: ExchangeContext, response: HttpResponse) {
  try {
    const next = endpoint.followUp?.(response, input);
    if (next === undefined) return undefined;
    // A provider that follows an answer's word to another host must not take the credential there.
    if (new URL(next.request.url).origin !== new URL(request.url).origin) throw polledElsewhere();
    return { request: encodeRequest(next.request, headers), afterMs: next.afterMs };
  } catch (error) {
    throw toInvalidResponse(error);
  }
}

const polledElsewhere = () =>
  new RerankError('invalid_response', 'The upstream asked to be polled at another host, which is not followed.');

async function send(context: ExchangeContext, request: EncodedRequest, signal: AbortSignal) {
  const signed = await context.sign(request);
  try {
    const response = await context.transport(signed, { signal, maxResponseBytes: context.maxResponseBytes });
    return { signed, response };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof RerankError) throw error;
    throw new RerankError('network', `Could not reach ${new URL(request.url).host}${reasonOf(error)}.`, {
      cause: error,
    });
  }
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
