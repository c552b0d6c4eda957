import { type Clock, sleep } from '../clock.ts';
import { addDetails, RerankError } from '../errors.ts';
import type { BuildInput, HttpEndpoint, HttpRequest, ParsedRanking, RerankProvider } from '../provider.ts';
import type { EncodedRequest, HttpResponse, Transport } from '../transport/transport.ts';
import type { Sign } from './credentials.ts';
import { encodeRequest } from './encode.ts';
import { toFailure } from './failure.ts';

/** All that one part's request needs; the same for each of its attempts. */
export interface ExchangeContext {
  readonly provider: RerankProvider;
  readonly endpoint: HttpEndpoint;
  readonly input: BuildInput;
  readonly request: EncodedRequest;
  /** Go with every request, polls included. */
  readonly headers: readonly Readonly<Record<string, string>>[];
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
  let { signed, response } = await send(context, context.request, signal);
  for (let next = endpoint.followUp?.(response, input); next; next = endpoint.followUp?.(response, input)) {
    await sleep(clock, next.afterMs, signal);
    ({ signed, response } = await send(context, encodeFollowUp(context, next.request), signal));
  }
  const { requestId, warnings = [] } = provider.definition.readHeaders?.(response.headers) ?? {};
  const details = { status: response.status, upstreamRequestId: requestId };
  if (response.status < 200 || response.status > 299) {
    throw addDetails(toFailure(response, provider.definition, input, signed, clock.now()), details);
  }
  try {
    const parsed = endpoint.parseResponse(decode(response), input);
    return { ...parsed, requestId, warnings: [...warnings, ...(parsed.warnings ?? [])] };
  } catch (error) {
    throw addDetails(toInvalidResponse(error), details);
  }
}

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

// A provider that follows an answer's word to another host must not take the credential there.
function encodeFollowUp({ request, headers }: ExchangeContext, next: HttpRequest): EncodedRequest {
  if (new URL(next.url).origin !== new URL(request.url).origin) {
    throw new RerankError(
      'invalid_response',
      'The upstream asked to be polled at another host, which is not followed.',
    );
  }
  return encodeRequest(next, headers);
}

// The parser's own error quotes the text around the mistake, which may be a document: it does not become the cause.
function decode({ body }: HttpResponse): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new RerankError('invalid_response', 'The upstream did not answer with JSON.');
  }
}

function toInvalidResponse(error: unknown): RerankError {
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
