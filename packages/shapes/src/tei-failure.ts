import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readField } from './read-field.ts';
import { readJson } from './read-json.ts';

/**
 * The failures of Text Embeddings Inference, for `parseFailure`. Source: github.com/huggingface/text-embeddings-inference,
 * docs/openapi.json and router/src.
 */
export function parseTeiFailure({ status, body }: HttpResponse): UpstreamFailure {
  const problem = readTeiProblem(readJson(body));
  if (problem !== undefined) return problem;
  return status === 413 ? tooLarge : {};
}

const tooLarge: UpstreamFailure = {
  code: 'input_too_long',
  message:
    'the texts are together larger than the server takes in one request (its --payload-limit, 2 MB by default). Send fewer or shorter ones.',
};

/** `{error, error_type}`, whatever its status: which one a type has depends on the version. Undefined for any other body. */
export function readTeiProblem(body: unknown): UpstreamFailure | undefined {
  const type = readField(body, 'error_type');
  if (typeof type !== 'string') return undefined;
  const error = readField(body, 'error');
  const said = typeof error === 'string' ? error : '';
  switch (type.toLowerCase()) {
    case 'validation':
      return readTooLong(said) ?? { code: 'rejected', said };
    case 'tokenizer':
    case 'empty':
      return { code: 'rejected', said };
    case 'backend':
      return readBackendError(said);
    case 'overloaded':
      return {
        code: 'rate_limited',
        said,
        message: 'The server works on as many requests as it may. Try again later.',
      };
    case 'unhealthy':
      return { code: 'unavailable', said, message: 'The server is not ready. Try again later.' };
    default:
      return { said };
  }
}

function readTooLong(said: string): UpstreamFailure | undefined {
  if (/must have less than \d+ (tokens|characters)/.test(said)) {
    return {
      code: 'input_too_long',
      said,
      message:
        'The query and one of the documents are together too long for the model. Set the option truncate to true to cut such a document, or send it in smaller pieces.',
    };
  }
  if (/^batch size \d+ > maximum allowed/.test(said)) {
    return {
      code: 'input_too_long',
      said,
      message: 'Start the server with a --max-client-batch-size of at least 32, its default, or send fewer documents.',
    };
  }
  return undefined;
}

/** The only type for two things: a model that cannot rank, and one that failed. */
function readBackendError(said: string): UpstreamFailure {
  return said.includes('not a re-ranker')
    ? { code: 'not_found', said, message: 'The server was started with a model of another kind.' }
    : { code: 'unavailable', said, message: 'The model failed on the server.' };
}
