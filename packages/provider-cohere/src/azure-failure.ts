import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readField, readJson, readWaitMs } from '@openrerank/shapes';
import { parseFailure } from './failure.ts';

/** Cohere's failures, and those of Azure in front of its models. */
export function parseAzureFailure(response: HttpResponse): UpstreamFailure {
  // A model without a deployment.
  if (response.status === 400 && /"(?:unknown|unavailable)_model"/.test(response.body)) return { code: 'not_found' };
  return response.status === 429
    ? { ...parseFailure(response), retryAfterMs: readWait(response) }
    : parseFailure(response);
}

/**
 * Foundry says "Please retry after 6 seconds" in `error.message`, API Management "Try again in 60 seconds" in `message`
 * (learn.microsoft.com: answers/questions/5665199; dev-proxy/concepts/implement-rate-limiting-azure-api-management). The
 * header `retry-after` is more exact and comes first; gateways are known to drop it.
 */
function readWait({ headers, body }: HttpResponse): number | undefined {
  if (headers['retry-after'] !== undefined) return undefined;
  const json = readJson(body);
  const message = readField(readField(json, 'error'), 'message') ?? readField(json, 'message');
  const [, seconds] = (typeof message === 'string' && wait.exec(message)) || [];
  return seconds === undefined ? undefined : readWaitMs(Number(seconds));
}

const wait = /\b(?:retry after|try again in) (\d{1,9}) seconds?\b/i;
