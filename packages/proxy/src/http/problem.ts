import { describeIssues, type RerankError, type RerankErrorCode } from '@openrerank/core';
import type { Problem } from '../dialects/dialect.ts';
import { plainName } from '../dialects/faults.ts';

/** What a failed call is answered with. */
export const answers = {
  invalid_model: { status: 400, type: 'invalid_request_error' },
  unknown_provider: { status: 500, type: 'configuration_error' },
  invalid_request: { status: 400, type: 'invalid_request_error' },
  invalid_options: { status: 400, type: 'invalid_request_error' },
  unsupported: { status: 400, type: 'invalid_request_error' },
  input_too_long: { status: 400, type: 'invalid_request_error' },
  rejected: { status: 400, type: 'invalid_request_error' },
  // The proxy's own key for the upstream is missing: not 401, which would blame the client's.
  missing_credentials: { status: 500, type: 'configuration_error' },
  authentication: { status: 401, type: 'authentication_error' },
  quota_exceeded: { status: 400, type: 'insufficient_quota' },
  not_found: { status: 400, type: 'not_found_error' },
  rate_limited: { status: 429, type: 'rate_limit_error' },
  unavailable: { status: 503, type: 'upstream_error' },
  network: { status: 502, type: 'upstream_error' },
  timeout: { status: 504, type: 'timeout_error' },
  invalid_response: { status: 502, type: 'upstream_error' },
} as const satisfies Record<RerankErrorCode, { readonly status: number; readonly type: string }>;

/** Statuses of an upstream that tell the client what it needs to know; any other follows from the code. */
const keptStatuses: ReadonlySet<number | undefined> = new Set([401, 403, 410, 429]);

/** Settings that only the operator can have got wrong. */
const operatorPaths: ReadonlySet<string | undefined> = new Set(['apiKey', 'baseUrl', 'providers']);

const shortestWaitMs = 1_000;

/** Core names the host and its port, which are the operator's business; the log has the reason. */
const unreachable = 'The upstream of this model could not be reached.';

/** `spell` gives the client's own names for fields. */
export function toProblem(error: RerankError, spell: (path: string) => string = asItIs): Problem {
  const { code, details } = error;
  const [first] = details.issues ?? [];
  const isMisconfigured = operatorPaths.has(first?.path);
  const { status, type } = isMisconfigured ? answers.missing_credentials : answers[code];
  const nameOf = (path: string) => plainName(spell(withoutOptions(path)));
  return {
    status: keptStatuses.has(details.status) ? (details.status as number) : status,
    type: details.status === 403 ? 'permission_error' : type,
    code,
    message: code === 'network' ? unreachable : first ? describeIssues(details.issues ?? [], nameOf) : error.message,
    param: first === undefined ? null : spell(withoutOptions(first.path)),
    // A client that is told nothing asks again at once.
    retryAfterMs: details.retryAfterMs || (code === 'rate_limited' ? shortestWaitMs : undefined),
  };
}

const asItIs = (path: string) => path;

/** A request has the options at its top level. */
const withoutOptions = (path: string) => path.replace(/^options\./, '');
