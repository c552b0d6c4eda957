import {
  type CallSettings,
  type CallSignal,
  type Clock,
  errorCodes,
  RerankError,
  type RerankRequest,
  type RerankResponse,
} from '@openrerank/core';
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
  /** Whether texts that are too long may be cut. Each deployment's provider has its own words for it. */
  readonly truncation?: boolean | undefined;
}

/** One call on its way through the deployments; each attempt adds to it. */
export interface Course {
  readonly request: RoutedRequest;
  readonly signal: CallSignal;
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

/** Hardly more than a backoff takes. A longer `retry-after` is for the client to wait out, and pauses the deployment. */
const longestRetryAfterMs = 1_000;

/** Found before anything is sent, and true of this deployment's model only. */
const isOfThisModel = ({ code }: RerankError) => code === 'unsupported';

/** Asks one deployment. Undefined when it failed in a way that leads on to the next; rejects when it did in another. */
export function attempt(candidate: Candidate, course: Course, context: AttemptContext): Promise<Answered | undefined> {
  const { request } = course;
  const { deployment, optionNames, rerank } = candidate.target;
  const { options, dropped } = optionsFor(optionNames, deployment.options, request);
  const started = context.clock.now();
  course.last = candidate;
  course.tried++;
  return rerank(
    { query: request.query, documents: request.documents, topN: request.topN, options },
    settingsFor(candidate, course, context, started),
  ).then(
    (response) => {
      course.upstreamMs += context.clock.now() - started;
      course.attempts += response.meta.attempts;
      return { response, warnings: describe(candidate, request.model, dropped, response) };
    },
    (error: unknown) => {
      course.upstreamMs += context.clock.now() - started;
      // The reason of a client that left says nothing of attempts; one was in flight.
      course.attempts += error instanceof RerankError ? (error.details.attempts ?? 0) : 1;
      leadOn(error, candidate, course, context);
      return undefined;
    },
  );
}

function settingsFor(
  { target: { deployment }, hasSibling, hasFallback }: Candidate,
  course: Course,
  { routing }: AttemptContext,
  now: number,
): CallSettings {
  const remainingMs = Math.max(1, course.deadline - now);
  return {
    signal: course.signal,
    timeoutMs: deployment.timeoutMs,
    // One that hangs must leave time for the next.
    totalTimeoutMs: hasSibling || hasFallback ? remainingMs / 2 : remainingMs,
    // A sibling is the better retry.
    maxRetries: hasSibling ? 0 : (deployment.maxRetries ?? routing.maxRetries),
    maxRetryAfterMs: longestRetryAfterMs,
  };
}

/** Throws the error where the next deployment would not fare better. */
function leadOn(error: unknown, candidate: Candidate, course: Course, context: AttemptContext): void {
  if (!(error instanceof RerankError)) throw error;
  if (errorCodes[error.code].failover) course.failures.push(noteFailure(candidate, toldInTime(error), context));
  else if (isOfThisModel(error)) course.failures.push({ deployment: idOf(candidate), error, retryAfterMs: undefined });
  else throw error;
}

function noteFailure(
  { group, target, hasFallback }: Candidate,
  error: RerankError,
  { cooldowns, onPause }: AttemptContext,
): Failure {
  const { id } = target.deployment;
  const pause = cooldowns.failed(id, error, group.targets.length === 1 && !hasFallback);
  if (pause !== undefined) onPause?.(id, pause, error);
  return { deployment: id, error, retryAfterMs: cooldowns.pauseOf(id)?.remainingMs };
}

const idOf = ({ target }: Candidate) => target.deployment.id;

/** Core names its own settings, which no operator has set. */
function toldInTime(error: RerankError): RerankError {
  if (error.code !== 'timeout' || error.details.status !== undefined) return error;
  const message =
    'The deployment did not answer in time: see its timeout, and router_settings.timeout for the whole call.';
  return new RerankError('timeout', message, { ...error.details, cause: error.cause });
}

function describe(
  { group, target }: Candidate,
  model: string,
  dropped: readonly string[],
  { warnings }: RerankResponse,
): readonly string[] {
  const said: string[] = [];
  if (group.name !== model) said.push(`${quote(model)} could not answer; its fallback ${quote(group.name)} did.`);
  for (const name of dropped) {
    said.push(`${name} was ignored: the deployment that answered (${target.provider}) has no such option.`);
  }
  for (const { message } of warnings) said.push(message);
  return said;
}
