import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readJson, readTeiProblem } from '@openrerank/shapes';

/**
 * TEI's own failures, and what several servers say in the same words, whatever their status: a text that is too long is a
 * 400 of vLLM's, and a 500 of llama.cpp's, which would be tried again for nothing.
 */
export function parseFailure({ status, body }: HttpResponse): UpstreamFailure {
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
