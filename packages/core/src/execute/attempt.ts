import { sleep } from '../clock.ts';
import { addDetails, RerankError } from '../errors.ts';
import type { Trace } from '../instrumentation/trace.ts';
import type { FollowUp, HttpEndpoint, HttpRequest, LocalEndpoint, ParsedRanking } from '../provider.ts';
import type { CallSignal, RerankWarning } from '../request.ts';
import type { EncodedRequest, HttpResponse } from '../transport/transport.ts';
import type { Call } from './call.ts';
import { endlessPages, hostOf, notJson, sentElsewhere, toInvalidResponse, toNetworkError } from './exchange-errors.ts';
import { toFailure } from './failure.ts';
import { encodeRequest, type Part } from './part.ts';
import { Scope } from './scope.ts';
import { checkRanking, mergeUsage } from './split-merge.ts';

/** A checked ranking of one part. */
export interface Ranking extends Omit<ParsedRanking, 'next'> {
  readonly requestId?: string | undefined;
  readonly raw?: readonly HttpResponse[] | undefined;
  /** Number of scores outside the scale that the provider declares. Absent for none. */
  readonly outOfScale?: number | undefined;
}

type Page = Ranking & Pick<ParsedRanking, 'next'>;

/** Receives the result of an attempt, once. */
export interface AttemptOwner {
  ranked(part: Part, ranking: Ranking): void;
  failed(part: Part, error: unknown): void;
}

/**
 * One attempt at one part: `start`, `send`, `exchange`, `receive`, `read`, `check`. Polls where the upstream says "not
 * yet", and reads all pages.
 */
export class Attempt extends Scope {
  readonly #call: Call;
  readonly #part: Part;
  readonly #owner: AttemptOwner;
  readonly #trace: Trace | undefined;
  /** Pages read so far, if the upstream responds in pages. */
  #pages: Page[] | undefined;

  constructor(call: Call, part: Part, owner: AttemptOwner, trace?: Trace) {
    super();
    this.#call = call;
    this.#part = part;
    this.#owner = owner;
    this.#trace = trace;
  }

  /** Call once. Ends when the parent ends, after `timeoutMs`, or at the call's deadline. */
  start(parent: CallSignal | undefined): void {
    const { context, settings, deadline } = this.#call;
    const remainingMs = deadline === Number.POSITIVE_INFINITY ? deadline : deadline - context.clock.now();
    const { timeoutMs } = settings;
    if (timeoutMs <= remainingMs) this.begin(context.clock, parent, timeoutMs, 'timeoutMs');
    else this.begin(context.clock, parent, remainingMs);
    const { encoded } = this.#part;
    if (this.aborted) return;
    if (encoded === undefined) this.#rankInProcess();
    else this.#send(encoded);
  }

  override end(reason: unknown): void {
    if (this.isOver) return;
    super.end(reason);
    this.#owner.failed(this.#part, reason);
  }

  #succeed(ranking: Ranking): void {
    if (this.isOver) return;
    this.done();
    this.#owner.ranked(this.#part, ranking);
  }

  #rankInProcess(): void {
    const endpoint = this.#call.model.served as LocalEndpoint;
    const rank = async () => endpoint.rank(this.#part.input, { signal: this.signal });
    rank()
      .then((ranking) => this.#succeed(this.#check(ranking)))
      .catch((cause: unknown) => {
        const message = 'The in-process ranker failed.';
        const isKnown = cause instanceof RerankError;
        this.end(isKnown ? cause : new RerankError('unavailable', message, { retryable: false, cause }));
      });
  }

  #send(unsigned: EncodedRequest): void {
    try {
      const request = this.#call.model.signer.sign(unsigned, this.#call.settings, this.#part.target);
      if (!(request instanceof Promise)) this.#exchange(request);
      else request.then((signed) => this.#exchange(signed)).catch((error: unknown) => this.end(error));
    } catch (error) {
      this.end(error);
    }
  }

  #exchange(request: EncodedRequest): void {
    // The attempt ended while the request was being signed.
    if (this.aborted) return;
    const trace = this.#trace;
    const exchanging = trace === undefined ? this.#transport(request) : this.#tracedTransport(request, trace);
    exchanging.then(
      (response) => this.#receive(request, response),
      (error: unknown) => this.end(toNetworkError(error, request)),
    );
  }

  #transport(request: EncodedRequest): Promise<HttpResponse> {
    const { transport, maxResponseBytes } = this.#call.context;
    try {
      return transport(request, { maxResponseBytes, onAbort: (listener) => this.onAbort(listener) });
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #tracedTransport(request: EncodedRequest, trace: Trace): Promise<HttpResponse> {
    const { method, url, body } = request;
    const host = hostOf(url) ?? '';
    const transport = () =>
      this.#transport(request).catch((error: unknown) => {
        throw this.aborted ? this.reason : toNetworkError(error, request);
      });
    return trace.wrap(
      { type: 'exchange', ...this.#call.traced(trace), method, host, bytesOut: byteLength(body) },
      transport,
      ({ status, body: received }) => ({ status, bytesIn: byteLength(received) }),
    );
  }

  #receive(request: EncodedRequest, response: HttpResponse): void {
    if (this.aborted) return;
    try {
      const next = this.#followUp(response);
      if (next !== undefined) this.#poll(next);
      else this.#take(this.#read(request, response));
    } catch (error) {
      this.end(error);
    }
  }

  /** The upstream has no result yet: sends the next request after the wait that it asked for. */
  #poll({ request, afterMs }: FollowUp): void {
    const next = this.#encodeNext(request);
    sleep(this.#call.context.clock, afterMs, this).then(
      () => this.#send(next),
      () => {},
    );
  }

  #take(page: Page): void {
    if (page.next === undefined && this.#pages === undefined) this.#succeed(this.#check(page));
    else this.#takePage(page);
  }

  /** Every page must add results, up to the number of passages, or the call would never end. */
  #takePage(page: Page): void {
    this.#pages ??= [];
    this.#pages.push(page);
    const ranking = this.#pages.flatMap((each) => each.ranking);
    const isFurther = this.#pages.length > 1;
    if (isFurther && (page.ranking.length === 0 || ranking.length > this.#part.input.passages.length)) {
      throw endlessPages();
    }
    if (page.next !== undefined) {
      this.#send(this.#encodeNext(page.next));
      return;
    }
    const [first] = this.#pages;
    this.#succeed(
      this.#check({
        ranking,
        usage: mergeUsage(this.#pages),
        warnings: this.#pages.flatMap(({ warnings = [] }) => warnings),
        requestId: first?.requestId,
        raw: first?.raw && this.#pages.flatMap(({ raw = [] }) => raw),
      }),
    );
  }

  /** The next request, for a response that is not final. */
  #followUp(response: HttpResponse): FollowUp | undefined {
    try {
      return (this.#call.model.served as HttpEndpoint).followUp?.(response, this.#part.input);
    } catch (error) {
      throw toInvalidResponse(error);
    }
  }

  /** Encodes a request that a response asked for. Refuses another host: the credential must not go there. */
  #encodeNext(next: HttpRequest): EncodedRequest {
    const { encoded, target } = this.#part;
    try {
      if (new URL(next.url).origin !== new URL((encoded as EncodedRequest).url).origin) throw sentElsewhere();
      return encodeRequest(next, target, this.#call.settings.headers);
    } catch (error) {
      throw toInvalidResponse(error);
    }
  }

  #read(sent: EncodedRequest, response: HttpResponse): Page {
    const { model, settings, context } = this.#call;
    const { definition } = model.registered;
    const { status } = response;
    let requestId: string | undefined;
    try {
      const found = definition.readHeaders?.(response.headers);
      requestId = found?.requestId;
      const { input } = this.#part;
      if (status < 200 || status > 299) throw toFailure(response, definition, input, sent, context.clock.now());
      const { ranking, usage, warnings, next } = (model.served as HttpEndpoint).parseResponse(
        parseJson(response),
        input,
      );
      const raw = settings.includeRawResponses ? [response] : undefined;
      return { ranking, usage, warnings: concat(found?.warnings, warnings), requestId, next, raw };
    } catch (error) {
      throw addDetails(toInvalidResponse(error), { status, upstreamRequestId: requestId });
    }
  }

  #check(answer: Ranking): Ranking {
    const { cutsTopN, scoreScale } = this.#call.model.capabilities;
    const { passages, topN } = this.#part.input;
    const count = passages.length;
    try {
      const { ranking } = answer;
      const outOfScale = checkRanking(ranking, count, (cutsTopN && topN) || count, scoreScale);
      return outOfScale === 0 ? answer : { ...answer, outOfScale };
    } catch (error) {
      throw addDetails(toInvalidResponse(error), { upstreamRequestId: answer.requestId });
    }
  }
}

// The parser's error quotes the text around the mistake, which may be a document, so it does not become the cause.
function parseJson({ body }: HttpResponse): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw notJson();
  }
}

type Warnings = readonly RerankWarning[] | undefined;
const concat = (some: Warnings, more: Warnings): Warnings => (some && more ? [...some, ...more] : (some ?? more));

const byteLength = (body: EncodedRequest['body']): number =>
  typeof body === 'string' ? new TextEncoder().encode(body).length : (body?.byteLength ?? 0);
