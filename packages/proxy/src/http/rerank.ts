import type { CallSignal, Clock } from '@openrerank/core';
import { RerankError } from '@openrerank/core';
import type { DecodedRequest, Dialect, Problem, RequestBody, RequestTarget } from '../dialects/dialect.ts';
import type { CallFacts } from '../observe/access-line.ts';
import { describeFailure } from '../routing/failures.ts';
import type { Outcome, Router } from '../routing/router.ts';
import { type HeaderList, jsonHeaders, problemHeaders, routeHeaders } from './headers.ts';
import { toProblem } from './problem.ts';
import { clientGone, internalError, shuttingDown } from './refusals.ts';

/** One request, as a server received it. */
export interface RerankExchange {
  readonly body: RequestBody;
  /** `1` or `2`, as Cohere's routes number their API. Default `2`. */
  readonly apiVersion?: string | undefined;
  /** For dialects that look at it. */
  readonly target?: RequestTarget | undefined;
  readonly requestId: string;
  /** Aborts when the client has gone, or with the reason `drainEnded`. */
  readonly signal: CallSignal;
}

/** One answer, as a server is to send it. */
export interface RerankAnswer {
  readonly status: number;
  /** Names and values in turn, as node:http takes them; without the request's id. */
  readonly headers: HeaderList;
  readonly body: string | Uint8Array;
  /** For the log: no query, document or key among them. */
  readonly facts: CallFacts;
}

/** What a handler is made of. */
export interface RerankHandlerOptions {
  readonly router: Router;
  readonly dialect: Dialect;
  /** Drop request fields that nobody knows instead of refusing them. */
  readonly dropUnknown: boolean;
  /** The model of requests that may leave it out, in the dialects that have such. */
  readonly onlyModel?: string | undefined;
  readonly clock: Pick<Clock, 'now'>;
  /** Told about errors that no rule foresees; the client gets a plain 500. */
  readonly onUnexpected: (error: unknown, requestId: string) => void;
}

/** The signal's reason when the proxy is closed before the call has ended. */
export const drainEnded = Symbol('drain ended');

/** Answers one request. Never rejects. */
export type RerankHandler = (exchange: RerankExchange) => Promise<RerankAnswer>;

/** One rerank request from bytes to bytes, without a web framework. The handler never rejects. */
export function createRerankHandler(options: RerankHandlerOptions): RerankHandler {
  const { router, dialect, dropUnknown, onlyModel, clock } = options;
  const context = { dropUnknown, onlyModel, optionNames: (model: string) => router.group(model).optionNames };
  const ownHeaders = dialect.headers ?? [];

  const fail = (error: unknown, call: Call, { facts, headers, spell }: Failure = noFailure): RerankAnswer => {
    const problem = problemOf(error, call, spell, options.onUnexpected);
    return {
      status: problem.status,
      headers: [...headers, ...problemHeaders(problem), ...ownHeaders],
      body: dialect.encodeProblem(problem),
      facts: { ...facts, code: problem.code },
    };
  };

  const rank = async (request: DecodedRequest, call: Call, started: number): Promise<RerankAnswer> => {
    const outcome = await router.rerank(request, call.signal);
    const facts = factsOf(request, outcome);
    const headers = routeHeaders(outcome, request.model, clock.now() - started);
    if ('error' in outcome.result)
      return fail(outcome.result.error, call, { facts, headers, spell: spellingOf(dialect, request) });
    const { response, warnings } = outcome.result;
    const body = dialect.encode({
      id: call.requestId,
      apiVersion: call.apiVersion ?? '2',
      model: request.model,
      returnDocuments: request.returnDocuments,
      results: response.results,
      verbatim: request.verbatim,
      originals: request.originals,
      form: request.form,
      createdAt: dialect.isDated === true ? Math.floor(Date.now() / 1000) : undefined,
      usage: response.usage,
      warnings: request.warnings.concat(warnings),
    });
    headers.push(...jsonHeaders, ...ownHeaders);
    return { status: 200, headers, body, facts };
  };

  // Not async: a suspended frame would hold the body's bytes for as long as the upstream takes.
  return ({ body, requestId, apiVersion, target, signal }) => {
    const started = clock.now();
    const call: Call = { requestId, apiVersion, signal };
    try {
      return rank(dialect.decode(body, context, target), call, started).catch((error) => fail(error, call));
    } catch (error) {
      return Promise.resolve(fail(error, call));
    }
  };
}

type Call = Omit<RerankExchange, 'body' | 'target'>;

/** What is known of a call that failed. */
interface Failure extends Pick<RerankAnswer, 'facts' | 'headers'> {
  readonly spell: ((path: string) => string) | undefined;
}

const noFailure: Failure = { facts: {}, headers: [], spell: undefined };

/** The router's errors are in our own terms; those of decoding are in the client's. */
const spellingOf =
  (dialect: Dialect, { form }: DecodedRequest) =>
  (path: string): string =>
    dialect.spell?.(path, form) ?? path;

function problemOf(
  error: unknown,
  { signal, requestId }: Call,
  spell: Failure['spell'],
  onUnexpected: RerankHandlerOptions['onUnexpected'],
): Problem {
  if (signal.aborted) return signal.reason === drainEnded ? shuttingDown : clientGone;
  if (error instanceof RerankError) return toProblem(error, spell);
  onUnexpected(error, requestId);
  return internalError;
}

function factsOf({ model, documents, topN }: DecodedRequest, outcome: Outcome): CallFacts {
  const { result, last, tried, attempts, upstreamMs, failures } = outcome;
  const error = 'error' in result && result.error instanceof RerankError ? result.error.details : undefined;
  return {
    model,
    documents: documents.length,
    topN,
    provider: last?.target.provider,
    deployment: last?.target.deployment.id,
    group: last?.group.name,
    tried,
    attempts,
    upstreamMs,
    failed: failures.length === 0 ? undefined : failures.map(describeFailure),
    upstreamStatus: error?.status,
    upstreamRequestId: 'response' in result ? result.response.meta.upstreamRequestId : error?.upstreamRequestId,
  };
}
