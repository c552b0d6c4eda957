import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readField, readJson, readTeiProblem, readWaitMs } from '@openrerank/shapes';

/**
 * TEI's own failures, and what several servers say in the same words, whatever their status: a text that is too long is a
 * 400 of vLLM's, and a 500 of llama.cpp's, which would be tried again for nothing.
 */
export function parseFailure(response: HttpResponse): UpstreamFailure {
  return response.status === 429
    ? { ...readFailure(response), retryAfterMs: readWait(response) }
    : readFailure(response);
}

function readFailure({ status, body }: HttpResponse): UpstreamFailure {
  const problem = readTeiProblem(readJson(body));
  if (problem !== undefined) return problem;
  const isTooLong = tooLong.find(([words]) => words.test(body));
  if (isTooLong !== undefined) return { code: 'input_too_long', message: isTooLong[1] };
  if (body.includes('does not support reranking')) {
    return { code: 'not_found', message: 'the server was not started for reranking; llama.cpp needs --reranking.' };
  }
  if ((status === 402 || status === 403) && /balance is insufficient/i.test(body)) return { code: 'quota_exceeded' };
  return {};
}

const forModel = 'the query and one of the documents are together too long for the model.';

const tooLong: readonly (readonly [words: RegExp, message: string])[] = [
  // vLLM, and what is built on it: GPUStack, Xinference.
  [/maximum context length is \d+ tokens|longer than the maximum model length/, forModel],
  // llama.cpp, and what is built on it: LocalAI, GPUStack, Xinference.
  [/is too large to process/, `${forModel} llama.cpp takes as many tokens as its --ubatch-size.`],
  [/exceeds the available context size/, forModel],
  // TEI, in the words of a gateway.
  [/must have less than \d+ (tokens|characters)/, forModel],
  [/batch size \d+ > maximum allowed/, 'more documents than the server takes in one request.'],
];

/**
 * LiteLLM's proxy, while all deployments of a model cool down (github.com/BerriAI/litellm, litellm/types/router.py,
 * `RouterRateLimitError`). The header `retry-after` comes first where there is one.
 */
function readWait({ headers, body }: HttpResponse): number | undefined {
  if (headers['retry-after'] !== undefined) return undefined;
  const message = readField(readField(readJson(body), 'error'), 'message');
  const [, seconds] = (typeof message === 'string' && noDeployment.exec(message)) || [];
  return seconds === undefined ? undefined : readWaitMs(Number(seconds));
}

const noDeployment = /^No deployments available for selected model, Try again in (\d{1,9}(?:\.\d{1,9})?) seconds?\b/;
