import { STATUS_CODES } from 'node:http';
import { type Answer, empty, json, text, withHeaders } from './answer.ts';
import type { HostedModel } from './models.ts';
import type { ProfileSettings } from './profiles.ts';

/** The account and the function that the hosted service's messages name. */
const ACCOUNT = 'emulator';
const FUNCTION = '00000000-0000-4000-8000-000000000000';

/** A container's error. The keys after `message` are as other NIMs have them: NVIDIA does not document them. */
export function containerError(settings: ProfileSettings, status: number, message: string): Answer {
  const type = status < 500 ? 'invalid_request_error' : 'internal_server_error';
  switch (settings.errorBody) {
    case 'nim':
      return json(status, { object: 'error', message, detail: {}, type });
    case 'nested':
      return json(status, { error: { message, type, param: null, code: null } });
    case 'string':
      return json(status, { error: message });
  }
}

/** A container that fails for a reason of its own. */
export const containerFailure = (settings: ProfileSettings, status: number): Answer =>
  containerError(settings, status, STATUS_CODES[status] ?? 'Error');

/** What the runtime itself says where no handler gets the request: for 404, 405, 413 and 415. */
export function runtimeError({ runtime }: ProfileSettings, status: 404 | 405 | 413 | 415): Answer {
  if (runtime === 'fastapi') return json(status, { detail: STATUS_CODES[status] });
  switch (status) {
    case 413:
      return text(413, 'Failed to buffer the request body: length limit exceeded');
    case 415:
      return text(415, 'Expected request with `Content-Type: application/json`');
    default:
      return empty(status);
  }
}

/** NVIDIA/nvcf http-invocation (Rust): problem details without a `type`. */
export const problem = (status: number, detail?: string): Answer =>
  json(
    status,
    { status, title: STATUS_CODES[status] ?? 'Error', ...(detail === undefined ? {} : { detail }) },
    { 'content-type': 'application/problem+json' },
  );

/** NVIDIA/nvcf vanity-gateway (Go): with a `type`, in another order, and a line break at the end. */
function gatewayProblem(status: number, detail: string): Answer {
  const body = { type: 'about:blank', title: STATUS_CODES[status], status, detail };
  return { status, headers: { 'content-type': 'application/problem+json' }, body: `${JSON.stringify(body)}\n` };
}

export const pageNotFound: Answer = text(404, '404 page not found\n', { 'x-content-type-options': 'nosniff' });

export const missingKey: Answer = text(401, 'Header of type `authorization` was missing');
export const unreadableKey: Answer = text(401, 'Unauthorized access');
export const wrongKey: Answer = problem(401, 'Authentication failed');
export const functionNotFound: Answer = problem(404, `Function '${FUNCTION}': Not found for account '${ACCOUNT}'`);
export const badPollSeconds: Answer = problem(400, 'failed to parse poll duration');

export const gone = (endOfLife: string): Answer =>
  gatewayProblem(410, `This endpoint has reached its end of life on ${endOfLife} and is no longer available.`);

/** The hosted service's own answer for a status, as far as it is known. */
export function hostedFailure(status: number, model: HostedModel | undefined): Answer {
  switch (status) {
    case 401:
      return wrongKey;
    case 402:
      return problem(402, `Account '${ACCOUNT}': Cloud credits expired - Please contact NVIDIA representatives`);
    case 403:
      return problem(403, 'Authorization failed');
    case 404:
      return functionNotFound;
    case 410:
      return gone(model?.endOfLife ?? '2026-05-18T00:00:00Z');
    case 500:
      return problem(500, 'Internal error');
    case 502:
      return gatewayProblem(502, 'Upstream request failed.');
    case 503:
      return withHeaders(gatewayProblem(503, 'This endpoint is temporarily offline.'), { 'retry-after': '10800' });
    case 504:
      return empty(504);
    default:
      return problem(status);
  }
}

/** Statuses that the hosted service gives before it has accepted a request, which are without `nvcf-` headers. */
export const isBeforeAcceptance = (status: number): boolean =>
  [401, 402, 403, 404, 410, 429, 502, 503].includes(status);
