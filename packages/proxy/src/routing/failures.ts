import { errorCodes, RerankError } from '@openrerank/core';

export interface Failure {
  readonly deployment: string;
  readonly error: RerankError;
  /** How long its deployment will be left alone, where it will. */
  readonly retryAfterMs: number | undefined;
}

/**
 * The one error of a call that several deployments failed: the first that may pass when the client asks again, else the
 * first that is not the request's own fault, else the first. The others are named by their codes.
 */
export function summarize(failures: readonly Failure[]): RerankError | undefined {
  const chosen =
    failures.find(({ error }) => error.retryable) ??
    failures.find(({ error }) => errorCodes[error.code].failover) ??
    failures[0];
  if (chosen === undefined) return undefined;
  const { error } = chosen;
  const retryAfterMs = error.code === 'rate_limited' ? shortestWait(failures) : error.details.retryAfterMs;
  const codes = failures.map((failure) => failure.error.code).join(', ');
  const message =
    failures.length === 1
      ? error.message
      : `${error.message} All ${failures.length} deployments tried failed: ${codes}.`;
  return new RerankError(error.code, message, {
    ...error.details,
    retryable: error.retryable,
    retryAfterMs,
    cause: error.cause,
  });
}

function shortestWait(failures: readonly Failure[]): number | undefined {
  const waits = failures.flatMap(({ retryAfterMs }) => retryAfterMs ?? []);
  return waits.length === 0 ? undefined : Math.min(...waits);
}

/** A failure for the log: its deployment, code and status, and the network's own name for it. No message, which may quote. */
export function describeFailure({ deployment, error }: Failure): string {
  return [deployment, error.code, error.details.status, networkCodeOf(error)].filter(Boolean).join(' ');
}

/** `ECONNREFUSED` and the like, which stands in the innermost error. */
function networkCodeOf(error: RerankError): string | undefined {
  let code: string | undefined;
  for (let at: unknown = error.cause; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') ({ code } = at);
  }
  return code;
}
