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
  /** The deployments that failed on the way, each with what it failed with; also where another one answered. */
  readonly failed?: readonly string[] | undefined;
  readonly upstreamMs?: number | undefined;
  readonly upstreamStatus?: number | undefined;
  readonly upstreamRequestId?: string | undefined;
  /** Absent on success. */
  readonly code?: string | undefined;
}

export interface RequestFacts {
  readonly requestId: string;
  readonly method: string;
  /** The route's pattern; a path that is none of ours is not logged, as it may hold anything. */
  readonly route: string;
  readonly status: number;
  /** Absent on success. */
  readonly code: string | undefined;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly durationMs: number;
  /** Of that, waiting for room; not logged when 0. */
  readonly queuedMs: number;
  /** Probes ask every few seconds. */
  readonly isProbe: boolean;
}

/** One line a request. Every field is named here: what is not cannot reach the log. */
export function logRequest(logger: Logger, request: RequestFacts, call: CallFacts): void {
  const { queuedMs } = request;
  const { upstreamMs } = call;
  const line = {
    requestId: request.requestId,
    method: request.method,
    route: request.route,
    status: request.status,
    code: request.code,
    model: call.model,
    group: call.group,
    provider: call.provider,
    deployment: call.deployment,
    documents: call.documents,
    topN: call.topN,
    tried: call.tried,
    attempts: call.attempts,
    failed: call.failed,
    upstreamStatus: call.upstreamStatus,
    upstreamRequestId: call.upstreamRequestId,
    bytesIn: request.bytesIn,
    bytesOut: request.bytesOut,
    durationMs: round(request.durationMs),
    queuedMs: queuedMs > 0 ? round(queuedMs) : undefined,
    upstreamMs: upstreamMs === undefined ? undefined : round(upstreamMs),
  };
  logger[levelOf(request)](line, 'request');
}

function levelOf({ status, isProbe }: RequestFacts): 'debug' | 'info' | 'warn' | 'error' {
  if (status >= 500) return 'error';
  if (status >= 400) return 'warn';
  return isProbe ? 'debug' : 'info';
}

const round = (ms: number) => Math.round(ms * 10) / 10;
