import { type CallSignal, type Clock, invalidInput, RerankError } from '@openrerank/core';
import { nearest, quote } from '../nearest.ts';
import { type Answered, type AttemptContext, attempt, type Course, type RoutedRequest } from './attempt.ts';
import { candidates } from './candidates.ts';
import { type Cooldowns, createCooldowns } from './cooldown.ts';
import { summarize } from './failures.ts';
import type { Group } from './targets.ts';

/** What a router is made of. */
export interface RouterOptions extends Omit<AttemptContext, 'cooldowns' | 'clock'> {
  readonly groups: ReadonlyMap<string, Group>;
  readonly clock: Pick<Clock, 'now' | 'random'>;
}

/** What a call came to, and on which way. */
export interface Outcome extends Pick<Course, 'last' | 'tried' | 'attempts' | 'upstreamMs' | 'failures'> {
  readonly result: Answered | { readonly error: unknown };
}

/** Finds a deployment that answers. */
export interface Router {
  /** Throws `invalid_model` for a name that nobody serves. */
  group(model: string): Group;
  /** Never rejects. Ends within `totalTimeoutMs`, or when the signal aborts. */
  rerank(request: RoutedRequest, signal: CallSignal): Promise<Outcome>;
}

/** Spreads calls over the deployments of a name, lets those that fail alone, and falls back. */
export function createRouter({ groups, ...options }: RouterOptions): Router {
  const { routing, clock } = options;
  const cooldowns = createCooldowns(routing, clock.now);
  const context: AttemptContext = { ...options, cooldowns };

  const lines = new Map([...groups.keys()].map((model) => [model, lineFor(model, groups, routing)]));

  const run = async (course: Course): Promise<Outcome['result']> => {
    const inLine = lines.get(course.request.model) ?? [];
    for (const candidate of candidates(inLine, cooldowns, clock.random)) {
      const answered = await attempt(candidate, course, context);
      if (answered !== undefined) return answered;
      if (clock.now() >= course.deadline) break;
    }
    return { error: summarize(course.failures) ?? allRateLimited(inLine, cooldowns) };
  };

  return {
    group: (model) => groups.get(model) ?? throwUnknownModel(model, groups),
    rerank(request, signal) {
      const course: Course = {
        request,
        signal,
        deadline: clock.now() + routing.totalTimeoutMs,
        failures: [],
        last: undefined,
        tried: 0,
        attempts: 0,
        upstreamMs: 0,
      };
      return run(course).then(
        (result) => toOutcome(course, result),
        (error: unknown) => toOutcome(course, { error }),
      );
    },
  };
}

/** The model's own group, and those of its fallbacks. */
function lineFor(
  model: string,
  groups: ReadonlyMap<string, Group>,
  { fallbacks }: AttemptContext['routing'],
): readonly Group[] {
  return [model, ...(fallbacks.get(model) ?? [])].flatMap((name) => groups.get(name) ?? []);
}

const toOutcome = (course: Course, result: Outcome['result']): Outcome => ({
  result,
  last: course.last,
  tried: course.tried,
  attempts: course.attempts,
  upstreamMs: course.upstreamMs,
  failures: course.failures,
});

function allRateLimited(groups: readonly Group[], cooldowns: Cooldowns): RerankError {
  const waits = groups.flatMap(({ targets }) =>
    targets.map(({ deployment }) => cooldowns.pauseOf(deployment.id)?.remainingMs ?? 0),
  );
  const retryAfterMs = Math.min(...waits);
  const seconds = Math.ceil(retryAfterMs / 1000);
  const message = `Every deployment of this model is waiting out a rate limit. Try again in ${seconds} s.`;
  return new RerankError('rate_limited', message, { retryAfterMs });
}

function throwUnknownModel(model: string, groups: ReadonlyMap<string, Group>): never {
  const meant = nearest(model, groups.keys());
  const hint = meant === undefined ? '' : `Did you mean ${quote(meant)}? `;
  const problem = `${quote(model)} is not served here. ${hint}GET /v1/models lists all.`;
  throw invalidInput('model', problem, {}, 'invalid_model');
}
