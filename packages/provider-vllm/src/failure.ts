import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readField, readJson } from '@openrerank/shapes';

/**
 * vLLM's failures by their words: its status for a text that is too long is 400, as for any other mistake. Source:
 * github.com/vllm-project/vllm, vllm/renderers and vllm/entrypoints/openai.
 */
export function parseFailure({ status, body }: HttpResponse): UpstreamFailure {
  const said = readMessage(body);
  if (said === undefined) return status === 404 ? { message: noRoute } : {};
  const [, limit] = tooLong.exec(said) ?? [];
  if (limit !== undefined) return { code: 'input_too_long', message: describeTooLong(limit) };
  if (/does not support (Rerank|Score)/.test(said)) {
    return { code: 'not_found', message: 'the server was started with a model of another kind.' };
  }
  return { said };
}

// Of its newer and of its older versions.
const tooLong = /(?:maximum context length is|longer than the maximum model length of) (\d+)/;

const describeTooLong = (limit: string) =>
  `the query and one of the documents are together too long for the model, which takes ${limit} tokens. Set the option truncate_prompt_tokens to -1 to cut such a pair, or send the document in smaller pieces.`;

const noRoute =
  'there is no such route at this URL. The base URL is the server, with or without /v1, or the whole URL; a server without a reranker has no rerank route.';

/** `{error: {message}}`, and `{object: "error", message}` of older versions. A path without a route has neither. */
function readMessage(body: string): string | undefined {
  const json = readJson(body);
  const message = readField(readField(json, 'error'), 'message') ?? readField(json, 'message');
  return typeof message === 'string' && message !== '' ? message : undefined;
}
