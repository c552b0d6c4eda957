import { type CallSignal, type Clock, RerankError } from '@openrerank/core';
import type { Group, Target } from '../routing/targets.ts';
import { toProblem } from './problem.ts';

/** As LiteLLM's `/health`: one entry for each deployment, asked for real with one short document. */
export interface HealthReport {
  readonly healthy_endpoints: readonly HealthEntry[];
  readonly unhealthy_endpoints: readonly HealthEntry[];
  readonly healthy_count: number;
  readonly unhealthy_count: number;
}

/** Names no base URL or key. */
export interface HealthEntry {
  readonly model_name: string;
  /** The model string. */
  readonly model: string;
  readonly model_id: string;
  readonly provider: string;
  readonly duration_ms: number;
  readonly error?: string;
  readonly code?: string;
}

/** Deployments asked at once. */
const width = 8;
const probeTimeoutMs = 10_000;
/** For all of them: what has not answered by then counts as unhealthy. */
const totalTimeoutMs = 30_000;

/** Asks every deployment of these groups. Its findings do not change who is called: only real calls do. */
export async function checkHealth(
  groups: readonly Group[],
  clock: Pick<Clock, 'now'>,
  signal: CallSignal,
): Promise<HealthReport> {
  const deadline = clock.now() + totalTimeoutMs;
  const queue = groups.flatMap((group) => group.targets.map((target) => ({ group, target }))).entries();
  const entries: HealthEntry[] = [];
  const work = async () => {
    for (const [place, { group, target }] of queue) {
      entries[place] = await probe(group, target, clock, deadline, signal);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  const healthy = entries.filter(({ code }) => code === undefined);
  const unhealthy = entries.filter(({ code }) => code !== undefined);
  return {
    healthy_endpoints: healthy,
    unhealthy_endpoints: unhealthy,
    healthy_count: healthy.length,
    unhealthy_count: unhealthy.length,
  };
}

async function probe(
  group: Group,
  { deployment, provider, rerank }: Target,
  clock: Pick<Clock, 'now'>,
  deadline: number,
  signal: CallSignal,
): Promise<HealthEntry> {
  const started = clock.now();
  const entry = (rest: object = {}): HealthEntry => ({
    model_name: group.name,
    model: deployment.model,
    model_id: deployment.id,
    provider,
    duration_ms: Math.round(clock.now() - started),
    ...rest,
  });
  try {
    const timeoutMs = Math.max(1, Math.min(probeTimeoutMs, deadline - started));
    await rerank(
      { query: 'health check', documents: ['health check'], options: deployment.options },
      { signal, maxRetries: 0, totalTimeoutMs: timeoutMs },
    );
    return entry();
  } catch (error) {
    if (!(error instanceof RerankError))
      return entry({ error: 'Something unexpected went wrong.', code: 'internal_error' });
    const { message, code } = toProblem(error);
    return entry({ error: message, code });
  }
}
