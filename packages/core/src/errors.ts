/**
 * Every failure a rerank call can end with.
 *
 * - `retryable`: the same call may succeed when it is sent again.
 * - `failover`: another model, deployment or key may succeed where this one failed. False where the input is at fault.
 *
 * Adding a code is a minor release, changing one is a major.
 */
export const errorCodes = {
  invalid_model: { retryable: false, failover: false },
  unknown_provider: { retryable: false, failover: false },
  invalid_request: { retryable: false, failover: false },
  invalid_options: { retryable: false, failover: false },
  unsupported: { retryable: false, failover: false },
  input_too_long: { retryable: false, failover: false },
  rejected: { retryable: false, failover: false },
  missing_credentials: { retryable: false, failover: true },
  authentication: { retryable: false, failover: true },
  quota_exceeded: { retryable: false, failover: true },
  not_found: { retryable: false, failover: true },
  rate_limited: { retryable: true, failover: true },
  unavailable: { retryable: true, failover: true },
  network: { retryable: true, failover: true },
  timeout: { retryable: true, failover: true },
  invalid_response: { retryable: false, failover: true },
} as const satisfies Record<string, { readonly retryable: boolean; readonly failover: boolean }>;

/** For programs: stable, where messages are not. A newer copy of core may have more. */
export type RerankErrorCode = keyof typeof errorCodes;

/** A problem with one field of the input. `path` and `problem` together read as a sentence; an edge may rename the field. */
export interface RerankIssue {
  /** Dotted: `documents.3.image`, `options.truncate`. */
  readonly path: string;
  /** Continues the path: `must be a string, not a number`. Names the kind of a value, never the value. */
  readonly problem: string;
}

/** What is known of the call that failed. What is not known is absent. */
export interface RerankErrorDetails {
  /** The id that the provider was registered under. */
  readonly provider?: string | undefined;
  /** As the provider knows it: without the provider's and the endpoint's prefix. */
  readonly model?: string | undefined;
  /** Requests sent for the call, retries included. Absent if the call failed outside the executor. */
  readonly attempts?: number | undefined;
  /** HTTP status of the upstream's response. */
  readonly status?: number | undefined;
  /** Overrides the code's own flag, where the upstream says more than its status does. */
  readonly retryable?: boolean | undefined;
  /** How long the upstream asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The upstream's own id of the request, for its support. */
  readonly upstreamRequestId?: string | undefined;
  /** Each thing that is wrong with the input, where the input is at fault. */
  readonly issues?: readonly RerankIssue[] | undefined;
  /** The transport's or the provider's own error. Becomes the error's `cause`. */
  readonly cause?: unknown;
}

const brand = Symbol.for('openrerank.error');

/**
 * The one error class. Messages and details are made without query, documents and keys; an upstream's own message is
 * passed on only where it repeats none of them.
 *
 * Branded, so that `instanceof` holds even where two copies of core are installed.
 */
export class RerankError extends Error {
  static override [Symbol.hasInstance](value: unknown): value is RerankError {
    return typeof value === 'object' && value !== null && brand in value;
  }

  override readonly name = 'RerankError';
  readonly code: RerankErrorCode;
  /** Whether the same call may succeed when it is sent again. */
  readonly retryable: boolean;
  readonly details: Omit<RerankErrorDetails, 'cause' | 'retryable'>;

  constructor(code: RerankErrorCode, message: string, details: RerankErrorDetails = {}) {
    const { cause, retryable = errorCodes[code].retryable, ...rest } = details;
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.retryable = retryable;
    this.details = rest;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** An error about one field of the input, with its message composed of the field's path and the problem. */
export function invalidInput(
  path: string,
  problem: string,
  details: Omit<RerankErrorDetails, 'issues'> = {},
  code: RerankErrorCode = 'invalid_request',
): RerankError {
  const issues = [{ path, problem }];
  return new RerankError(code, describeIssues(issues), { ...details, issues });
}

/** The issues as sentences. `nameOf` translates a path into the reader's name for the field. Default: the path. */
export const describeIssues = (issues: readonly RerankIssue[], nameOf: (path: string) => string = asItIs): string =>
  issues.map(({ path, problem }) => `${nameOf(path)}${isOption(path) ? ':' : ''} ${asSentence(problem)}`).join(' ');

const asItIs = (path: string) => path;

/** Messages of schemas do not continue the name of the option, so a colon separates the two. */
const isOption = (path: string) => /^options(?:\.|$)/.test(path);

const asSentence = (problem: string) => (/[.!?]$/.test(problem) ? problem : `${problem}.`);

/** Adds what is known of the call; what the error says itself stands. Keeps its identity and its stack. */
export function addDetails(error: RerankError, details: RerankError['details']): RerankError {
  const known = Object.entries(error.details).filter(([, value]) => value !== undefined);
  Object.assign(error.details, details, Object.fromEntries(known));
  return error;
}
