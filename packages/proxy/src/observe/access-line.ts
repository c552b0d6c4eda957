import type { Logger } from './log.ts';

/** What a rerank call adds to its request's line. */
export interface CallFacts {
  /** The public model name; only ever one that the configuration holds. */
  readonly model?: string | undefined;
  /** The group that served, which is another than `model` after a fallback. */
  readonly group?: string | undefined;
  readonly provider?: string | undefined;
  readonly deployment?: string | undefined;
  readonly documents?: number | undefined;
  readonly topN?: number | undefined;
  readonly tried?: number | undefined;
  readonly attempts?: number | undefined;
  readonly upstreamMs?: number | undefined;
  readonly upstreamStatus?: number | undefined;
  readonly upstreamRequestId?: string | undefined;
  /** Absent on success. */
  readonly code?: string | undefined;
}

export interface RequestFacts extends CallFacts {
  readonly requestId: string;
  readonly method: string;
  /** The route's pattern; a path that is none of ours is not logged, as it may hold anything. */
  readonly route: string;
  readonly status: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly durationMs: number;
  /** Probes ask every few seconds. */
  readonly isProbe: boolean;
}

/** One line a request. Every field is named here: what is not cannot reach the log. */
export function logRequest(logger: Logger, facts: RequestFacts): void {
  const line = {
    requestId: facts.requestId,
    method: facts.method,
    route: facts.route,
    status: facts.status,
    code: facts.code,
    model: facts.model,
    group: facts.group,
    provider: facts.provider,
    deployment: facts.deployment,
    documents: facts.documents,
    topN: facts.topN,
    tried: facts.tried,
    attempts: facts.attempts,
    upstreamStatus: facts.upstreamStatus,
    upstreamRequestId: facts.upstreamRequestId,
    bytesIn: facts.bytesIn,
    bytesOut: facts.bytesOut,
    durationMs: round(facts.durationMs),
    upstreamMs: facts.upstreamMs === undefined ? undefined : round(facts.upstreamMs),
  };
  logger[levelOf(facts)](line, 'request');
}

function levelOf({ status, isProbe }: RequestFacts): 'debug' | 'info' | 'warn' | 'error' {
  if (status >= 500) return 'error';
  if (status >= 400) return 'warn';
  return isProbe ? 'debug' : 'info';
}

const round = (ms: number) => Math.round(ms * 10) / 10;
