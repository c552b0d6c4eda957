import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readField, readJson } from '@openrerank/shapes';

/** `{error: {code, message}, status}` (docs.pinecone.io/reference/api/errors); the message is Pinecone's own and whole. */
export function parseFailure({ status, body }: HttpResponse): UpstreamFailure {
  const message = readField(readField(readJson(body), 'error'), 'message');
  if (typeof message !== 'string') return {};
  if (/exceeds the maximum token limit/.test(message)) {
    const advice = 'Set the option truncate to "END" to cut such a document, or send it in smaller pieces.';
    return { code: 'input_too_long', said: message, message: advice };
  }
  // 429 as for the limit of a minute, but of no use to try again.
  if (status === 429 && /for the current month/.test(message))
    return { code: 'quota_exceeded', message: monthIsUsedUp };
  return { said: message };
}

const monthIsUsedUp =
  'the rerank requests that the plan has for a month are used up for this model. Upgrade the plan, or choose another model.';
