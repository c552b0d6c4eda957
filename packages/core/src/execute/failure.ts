import { RerankError, type RerankErrorCode } from '../errors.ts';
import type { RankInput, RerankProvider } from '../provider.ts';
import type { EncodedRequest, HttpResponse } from '../transport/transport.ts';
import { repeatsInput, repeatsSecret } from './redact.ts';
import { parseRetryAfter } from './retry.ts';

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

type Definition = RerankProvider['definition'];

/** An answer that is not a success as an error: what the provider reads in it, and what its status says for the rest. */
export function toFailure(
  response: HttpResponse,
  definition: Definition,
  input: RankInput,
  sent: EncodedRequest,
  now: number,
): RerankError {
  const { status, headers } = response;
  const own = definition.parseFailure?.(response, input.model) ?? {};
  const code = own.code ?? codeByStatus[status] ?? codeByClass(status);
  const said = own.said ?? (own.message === undefined ? readMessage(response.body) : undefined);
  const repeats = said !== undefined && (repeatsInput(said, input) || repeatsSecret(said, sent));
  return new RerankError(code, describe(status, repeats ? withheld : said, own.message), {
    status,
    retryable: own.retryable,
    retryAfterMs: own.retryAfterMs ?? parseRetryAfter(headers['retry-after'], now),
  });
}

// A redirect is no answer, and nothing that the caller's input could change.
function codeByClass(status: number): RerankErrorCode {
  if (status < 400) return 'invalid_response';
  return status >= 500 ? 'unavailable' : 'rejected';
}

const longestMessage = 300;
const withheld = 'its message repeats the input and is withheld.';

function describe(status: number, said: string | undefined, advice: string | undefined): string {
  if (status >= 300 && status < 400) {
    return `The upstream answered ${status}, a redirect, which is not followed. Set the base URL to the final address.`;
  }
  const words = [said?.trim() && asSentence(said), advice].filter(Boolean).join(' ');
  return words === '' ? `The upstream answered ${status}.` : `The upstream answered ${status}: ${words}`;
}

/** In one line and not too long. */
function asSentence(text: string): string {
  const line = text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, longestMessage);
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}

/** The message in the error bodies that most services send. */
function readMessage(body: string): string | undefined {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return undefined;
  }
  const { message, detail, title, error } = asRecord(json);
  const found = [message, error, asRecord(error)['message'], detail, title].find(
    (text): text is string => typeof text === 'string' && text !== '',
  );
  return found;
}

const asRecord = (value: unknown) =>
  (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
