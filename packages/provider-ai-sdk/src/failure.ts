import { RerankError, type RerankErrorCode } from '@openrerank/core';

/** What an error of the AI SDK says of a failed request, by structure: an `APICallError` or one of the gateway's. */
interface CallFailure {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly statusCode?: unknown;
  readonly isRetryable?: unknown;
  readonly responseHeaders?: Readonly<Record<string, string | undefined>> | undefined;
  readonly cause?: unknown;
}

const codeByStatus: Readonly<Record<number, RerankErrorCode>> = {
  401: 'authentication',
  402: 'quota_exceeded',
  403: 'authentication',
  404: 'not_found',
  408: 'timeout',
  410: 'not_found',
  429: 'rate_limited',
  504: 'timeout',
};

const unreadable = { code: 'invalid_response', message: "The upstream's answer cannot be read." } as const;

/** Errors that are not a failed request, by their names, which hold across versions. Without a message theirs is used. */
const byName: Readonly<Record<string, { readonly code: RerankErrorCode; readonly message?: string }>> = {
  // They name the setting that is missing, and the environment variable for it.
  AI_LoadAPIKeyError: { code: 'missing_credentials' },
  AI_LoadSettingError: { code: 'missing_credentials' },
  AI_NoSuchModelError: { code: 'invalid_model' },
  AI_NoSuchProviderError: { code: 'invalid_model' },
  AI_InvalidArgumentError: { code: 'invalid_options' },
  AI_UnsupportedFunctionalityError: { code: 'unsupported' },
  AI_TypeValidationError: unreadable,
  AI_JSONParseError: unreadable,
  AI_EmptyResponseBodyError: unreadable,
  AI_InvalidResponseDataError: unreadable,
  TimeoutError: { code: 'timeout', message: 'The model gave up waiting for its upstream.' },
};

/**
 * An error of the AI SDK as one of OpenRerank. Errors of the AI SDK hold the request's body, the answer's, and the
 * upstream's words, which may repeat either: none of it is passed on. An error of any other origin stays as it is.
 */
export function toFailure(error: unknown): unknown {
  if (error instanceof RerankError || typeof error !== 'object' || error === null) return error;
  const { name, message, statusCode, isRetryable, responseHeaders, cause } = error as CallFailure;
  const retryable = typeof isRetryable === 'boolean' ? isRetryable : undefined;
  const status = typeof statusCode === 'number' ? statusCode : undefined;
  if (name === 'AI_APICallError' && retryable && (status ?? 0) < 400) {
    // The connection was not made or broke; the cause is the socket's error.
    return new RerankError('network', 'The upstream cannot be reached, or the connection broke.', { status, cause });
  }
  if (status !== undefined) {
    const retryAfterMs = readRetryAfter(responseHeaders ?? {});
    return new RerankError(codeOf(status), describe(status), { status, retryable, retryAfterMs });
  }
  if (typeof name !== 'string') return error;
  const known = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (known !== undefined) return new RerankError(known.code, known.message ?? String(message));
  if (!name.startsWith('AI_')) return error;
  return new RerankError('unavailable', `The model failed with ${name}.`, { retryable: false });
}

function codeOf(status: number): RerankErrorCode {
  if (status < 400) return 'invalid_response';
  return codeByStatus[status] ?? (status >= 500 ? 'unavailable' : 'rejected');
}

const describe = (status: number): string =>
  status < 400
    ? unreadable.message
    : `The upstream answered ${status}. What it says is withheld, since it may repeat the input.`;

/**
 * In milliseconds, from the two headers that the AI SDK itself reads. A date is compared with the answer's own: a provider
 * has no clock, and the upstream's is the one that its date is of.
 */
function readRetryAfter(headers: Readonly<Record<string, string | undefined>>): number | undefined {
  const { 'retry-after-ms': milliseconds, 'retry-after': value, date } = headers;
  if (isNumeric(milliseconds)) return Number(milliseconds);
  if (isNumeric(value)) return Number(value) * 1000;
  const waitMs = parseHttpDate(value) - parseHttpDate(date);
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

// Date.parse finds a date in almost anything.
const parseHttpDate = (text = ''): number => (/ GMT$/.test(text) ? Date.parse(text) : Number.NaN);

const isNumeric = (value: string | undefined): value is string => value !== undefined && /^\d+(\.\d+)?$/.test(value);
