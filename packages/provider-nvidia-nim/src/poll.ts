import { type BuildInput, type FollowUp, type HttpResponse, RerankError } from '@openrerank/core';
import { statusUrl } from './url.ts';

// Short, because the wait happens on the other side: each status request is held there too until there is something to say.
const pauseMs = 200;

/**
 * NVIDIA's hosted plane answers 202 with an empty body when it has held a request for as long as it may, 300 s unless an
 * `nvcf-poll-seconds` header asks for less; the result is then at `/v1/status/{id}`, once
 * (github.com/NVIDIA/nvcf, http-invocation). We send no such header: holding costs nothing and saves the polls.
 */
export function followUp({ status, headers }: HttpResponse, { baseUrl }: BuildInput): FollowUp | undefined {
  if (status !== 202) return undefined;
  const id = headers['nvcf-reqid'];
  if (id === undefined || !/^[\w-]+$/.test(id)) {
    const message = 'The upstream answered 202, "not yet", without an nvcf-reqid header to ask for the result by.';
    throw new RerankError('invalid_response', message, { status });
  }
  return { request: { method: 'GET', url: statusUrl(baseUrl, id) }, afterMs: pauseMs };
}
