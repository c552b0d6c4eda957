import { type Clock, errorCodes, RerankError, type RerankRequest, type RerankResponse } from '@openrerank/core';
import type { RoutingSettings } from '../config/config.ts';
import { nearest, quote } from '../dialects/nearest.ts';
import { type Candidate, candidates } from './candidates.ts';
import { type Cooldowns, createCooldowns, type Pause } from './cooldown.ts';
import { type Failure, summarize } from './failures.ts';
import { optionsFor } from './options.ts';
import type { Group } from './targets.ts';

export interface RouterOptions {
  readonly groups: ReadonlyMap<string, Group>;
  readonly routing: RoutingSettings;
  readonly clock: Pick<Clock, 'now' | 'random'>;
  /** Told when a deployment is left alone for a while. */
  readonly onPause?: ((deployment: string, pause: Pause, error: RerankError) => void) | undefined;
}

export interface RoutedRequest extends RerankRequest {
  /** Public model name. */
  readonly model: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a call came to, and on which way. */
export interface Outcome {
  readonly result:
    | { readonly response: RerankResponse; readonly warnings: readonly string[] }
    | { readonly error: unknown };
  /** The deployment that answered, or the last one that was tried. */
  readonly last: Candidate | undefined;
  /** Deployments tried. */
  readonly tried: number;
  /** Attempts made by all of them. */
  readonly attempts: number;
  /** Time spent in calls to deployments, in milliseconds. */
  readonly upstreamMs: number;
}

export interface Router {
  /** Throws `invalid_model` for a name that nobody serves. */
  group(model: string): Group;
  /** Never rejects. Ends within `totalTimeoutMs`, or when the signal aborts. */
  rerank(request: RoutedRequest, signal: AbortSignal): Promise<Outcome>;
}

export function createRouter({ groups, routing, clock, onPause }: RouterOptions): Router {
  const cooldowns = createCooldowns(routing, clock.now);
  const group = (model: string) => groups.get(model) ?? throwUnknownModel(model, groups);

  const rerank = async (request: RoutedRequest, signal: AbortSignal): Promise<Outcome> => {
    const course: Course = { failures: [], last: undefined, tried: 0, attempts: 0, upstreamMs: 0 };
    const deadline = clock.now() + routing.totalTimeoutMs;
    try {
      const line = [request.model, ...(routing.fallbacks.get(request.model) ?? [])];
      const inLine = line.flatMap((name) => groups.get(name) ?? []);
      for (const candidate of candidates(inLine, cooldowns, clock.random)) {
        const response = await attempt(candidate, request, course, deadline, signal);
        if (response !== undefined) return { ...course, result: response };
        if (clock.now() >= deadline) break;
      }
      return { ...course, result: { error: summarize(course.failures) ?? allRateLimited(inLine, cooldowns) } };
    } catch (error) {
      return { ...course, result: { error } };
    }
  };

  /** Undefined when it failed in a way that leads on to the next deployment. */
  const attempt = async (
    candidate: Candidate,
    request: RoutedRequest,
    course: Course,
    deadline: number,
    signal: AbortSignal,
  ) => {
    const { target, group, hasSibling } = candidate;
    const { deployment } = target;
    const { options, dropped } = optionsFor(target.optionNames, deployment.options, request.options);
    const started = clock.now();
    course.last = candidate;
    course.tried++;
    try {
      const response = await target.rerank(
        { query: request.query, documents: request.documents, topN: request.topN, options },
        {
          signal,
          timeoutMs: deployment.timeoutMs,
          totalTimeoutMs: Math.max(1, deadline - started),
          // A sibling is the better retry.
          maxRetries: hasSibling ? 0 : (deployment.maxRetries ?? routing.maxRetries),
          onEvent: (event) => {
            if (event.type === 'attempt') course.attempts++;
          },
        },
      );
      return { response, warnings: describe(candidate, request, response, dropped) };
    } catch (error) {
      if (signal.aborted || !(error instanceof RerankError) || !errorCodes[error.code].failover) throw error;
      const pause = cooldowns.failed(deployment.id, error, group.targets.length === 1);
      if (pause !== undefined) onPause?.(deployment.id, pause, error);
      course.failures.push({ error, retryAfterMs: cooldowns.pauseOf(deployment.id)?.remainingMs });
      return undefined;
    } finally {
      course.upstreamMs += clock.now() - started;
    }
  };

  return { group, rerank };
}

interface Course extends Omit<Outcome, 'result'> {
  readonly failures: Failure[];
  last: Candidate | undefined;
  tried: number;
  attempts: number;
  upstreamMs: number;
}

function describe(
  { group, target }: Candidate,
  { model }: RoutedRequest,
  { warnings }: RerankResponse,
  dropped: readonly string[],
): readonly string[] {
  return [
    ...(group.name === model ? [] : [`${quote(model)} could not answer; its fallback ${quote(group.name)} did.`]),
    ...dropped.map(
      (name) => `${name} was ignored: the deployment that answered (${target.provider}) has no such option.`,
    ),
    ...warnings.map(({ message }) => message),
  ];
}

function allRateLimited(groups: readonly Group[], cooldowns: Cooldowns): RerankError {
  const waits = groups.flatMap(({ targets }) =>
    targets.map(({ deployment }) => cooldowns.pauseOf(deployment.id)?.remainingMs ?? 0),
  );
  const retryAfterMs = Math.min(...waits);
  const seconds = Math.ceil(retryAfterMs / 1000);
  return new RerankError(
    'rate_limited',
    `Every deployment of this model is waiting out a rate limit. Try again in ${seconds} s.`,
    { retryAfterMs },
  );
}

function throwUnknownModel(model: string, groups: ReadonlyMap<string, Group>): never {
  const meant = nearest(model, groups.keys());
  const message = `There is no model ${quote(model)} here. ${meant === undefined ? '' : `Did you mean ${quote(meant)}? `}GET /v1/models lists all.`;
  throw new RerankError('invalid_model', message, { issues: [{ path: 'model', message }] });
}
