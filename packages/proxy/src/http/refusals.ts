import type { Problem } from '../dialects/dialect.ts';

/** What the proxy itself answers before, or instead of, calling an upstream. */
const refusal = (status: number, code: string, message: string, headers?: Problem['headers']): Problem => ({
  status,
  type: 'invalid_request_error',
  code,
  message,
  param: null,
  headers,
});

export const unauthorized = (found: keyof typeof keyMessages): Problem => ({
  ...refusal(
    401,
    'invalid_api_key',
    `${keyMessages[found]} Send the proxy's master key as "Authorization: Bearer <key>", or as x-api-key.`,
    {
      'www-authenticate': 'Bearer realm="openrerank"',
    },
  ),
  type: 'authentication_error',
});

const keyMessages = {
  none: 'No API key in the request.',
  malformed: 'The Authorization header is not of the form "Bearer <key>".',
  signed: 'The Authorization header is a signature of AWS (AWS4-HMAC-SHA256), which holds no API key.',
  wrong: 'The API key is not valid.',
} as const;

/** `near` are routes that may have been meant. */
export const unknownRoute = (method: string, near: readonly string[]): Problem => {
  const hint = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
  return refusal(404, 'unknown_route', `There is no such route for ${method}.${hint} GET /openapi.json lists all.`);
};

export const methodNotAllowed = (method: string, allowed: readonly string[]): Problem =>
  refusal(405, 'method_not_allowed', `${method} is not allowed here. Allowed: ${allowed.join(', ')}.`, {
    allow: allowed.join(', '),
  });

export const bodyTooLarge = (maxBytes: number): Problem =>
  refusal(
    413,
    'body_too_large',
    `The body is larger than the ${maxBytes} bytes that this proxy takes. Send fewer or shorter documents.`,
  );

export const unsupportedMediaType: Problem = refusal(
  415,
  'unsupported_media_type',
  'The body must be JSON in UTF-8: send it with "content-type: application/json".',
);

export const unsupportedEncoding: Problem = refusal(
  415,
  'unsupported_content_encoding',
  'Compressed request bodies are not taken: send the body without content-encoding.',
  { 'accept-encoding': 'identity' },
);

export const incompleteBody: Problem = refusal(
  400,
  'invalid_request',
  'The body is not complete: it ended before its content-length.',
);

export const badHttp = (status: 400 | 408 | 431): Problem =>
  refusal(
    status,
    status === 408 ? 'request_timeout' : 'malformed_http',
    {
      400: 'The request is not valid HTTP.',
      408: 'The request did not arrive in time.',
      431: "The request's headers are too large.",
    }[status],
  );

export const shuttingDown: Problem = {
  ...refusal(
    503,
    'shutting_down',
    'The proxy is shutting down. Send the request again: another instance will take it.',
    {
      connection: 'close',
    },
  ),
  type: 'server_error',
  retryAfterMs: 1_000,
};

/** There was no room for the body within the time that a request may wait. */
export const overloaded: Problem = {
  ...refusal(
    503,
    'overloaded',
    'The proxy holds as many requests as it has room for, and none became free in time. Send the request again later.',
  ),
  type: 'server_error',
  retryAfterMs: 5_000,
};

/** The reason of a signal that aborts since nobody waits for the answer. */
export const clientLeft = Symbol('client left');

/** Nobody reads this one but the log, where the status is nginx's. */
export const clientGone: Problem = refusal(499, 'client_closed_request', 'The client closed the connection.');

export const internalError: Problem = {
  ...refusal(
    500,
    'internal_error',
    'Something unexpected went wrong in the proxy. Its log holds more under this request id.',
  ),
  type: 'server_error',
};
