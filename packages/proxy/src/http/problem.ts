import type { RerankError, RerankErrorCode } from '@openrerank/core';
import type { Problem } from '../dialects/dialect.ts';

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

/** `spell` puts the names of fields into the client's terms. */
export function toProblem(error: RerankError, spell: (path: string) => string = asItIs): Problem {
  const { code, details } = error;
  const isMisconfigured = operatorPaths.has(details.issues?.[0]?.path);
  const { status, type } = isMisconfigured ? answers.missing_credentials : answers[code];
  return {
    status: keptStatuses.has(details.status) ? (details.status as number) : status,
    type: details.status === 403 ? 'permission_error' : type,
    code,
    message:
      code === 'network'
        ? unreachable
        : code === 'invalid_options'
          ? optionsMessage(error)
          : error.message.replace(leadingPath, spell),
    param: toParam(details.issues?.[0]?.path, spell),
    // A client that is told nothing asks again at once.
    retryAfterMs: details.retryAfterMs || (code === 'rate_limited' ? shortestWaitMs : undefined),
  };
}

/** A message about a field of ours begins with it. */
const leadingPath = /^(?:documents|query)(?:\.\w+)*(?= )/;

const asItIs = (path: string) => path;

/** Options stand at the request's top level. */
function toParam(path: string | undefined, spell: (path: string) => string = asItIs): string | null {
  return path === undefined ? null : spell(path.replace(/^options\./, ''));
}

function optionsMessage({ message, details }: RerankError): string {
  return details.issues?.map((issue) => `${toParam(issue.path)}: ${issue.message}`).join('; ') ?? message;
}
