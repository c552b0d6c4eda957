import { type Clock, errorCodes, RerankError, type RerankRequest, type RerankResponse } from '@openrerank/core';
import type { RoutingSettings } from '../config/config.ts';
import { quote } from '../nearest.ts';
import type { Candidate } from './candidates.ts';
import type { Cooldowns, Pause } from './cooldown.ts';
import type { Failure } from './failures.ts';
import { optionsFor } from './options.ts';

/** A request on its way to some deployment. */
export interface RoutedRequest extends RerankRequest {
  /** Public model name. */
  readonly model: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** One call on its way through the deployments; each attempt adds to it. */
export interface Course {
  readonly request: RoutedRequest;
  readonly signal: AbortSignal;
  /** On the router's clock. */
  readonly deadline: number;
  readonly failures: Failure[];
  last: Candidate | undefined;
  tried: number;
  attempts: number;
  upstreamMs: number;
}

export interface AttemptContext {
  readonly routing: RoutingSettings;
  readonly clock: Pick<Clock, 'now'>;
  readonly cooldowns: Cooldowns;
  readonly onPause?: ((deployment: string, pause: Pause, error: RerankError) => void) | undefined;
}

/** What a deployment answered, with what is to be said about it. */
export interface Answered {
  readonly response: RerankResponse;
  readonly warnings: readonly string[];
}

/** Hardly more than a backoff takes. */
const longestWaitBeforeFallbackMs = 1_000;

/** Asks one deployment. Undefined when it failed in a way that leads on to the next; throws when it did in another. */
export async function attempt(
  candidate: Candidate,
  course: Course,
  context: AttemptContext,
): Promise<Answered | undefined> {
  const { request, signal, deadline } = course;
  const { deployment, optionNames, rerank } = candidate.target;
  const { options, dropped } = optionsFor(optionNames, deployment.options, request.options);
  const started = context.clock.now();
  course.last = candidate;
  course.tried++;
  try {
    const response = await rerank(
      { query: request.query, documents: request.documents, topN: request.topN, options },
      {
        signal,
        timeoutMs: deployment.timeoutMs,
        totalTimeoutMs: Math.max(1, deadline - started),
        // A sibling is the better retry.
        maxRetries: candidate.hasSibling ? 0 : (deployment.maxRetries ?? context.routing.maxRetries),
        // A fallback answers sooner than an upstream that asks to be waited for.
        maxRetryAfterMs: candidate.hasFallback ? longestWaitBeforeFallbackMs : undefined,
        onEvent: ({ type }) => {
          if (type === 'attempt') course.attempts++;
        },
      },
    );
    return { response, warnings: describe(candidate, request.model, dropped, response) };
  } catch (error) {
    if (!(error instanceof RerankError) || !errorCodes[error.code].failover) throw error;
    course.failures.push(noteFailure(candidate, error, context));
    return undefined;
  } finally {
    course.upstreamMs += context.clock.now() - started;
  }
}

function noteFailure(
  { group, target }: Candidate,
  error: RerankError,
  { cooldowns, onPause }: AttemptContext,
): Failure {
  const { id } = target.deployment;
  const pause = cooldowns.failed(id, error, group.targets.length === 1);
  if (pause !== undefined) onPause?.(id, pause, error);
  return { error, retryAfterMs: cooldowns.pauseOf(id)?.remainingMs };
}

function describe(
  { group, target }: Candidate,
  model: string,
  dropped: readonly string[],
  { warnings }: RerankResponse,
): readonly string[] {
  return [
    ...(group.name === model ? [] : [`${quote(model)} could not answer; its fallback ${quote(group.name)} did.`]),
    ...dropped.map(
      (name) => `${name} was ignored: the deployment that answered (${target.provider}) has no such option.`,
    ),
    ...warnings.map(({ message }) => message),
  ];
}
