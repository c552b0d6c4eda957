import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { findModel } from './models.ts';
import { readProblem } from './problem.ts';

/**
 * What NVIDIA's failures mean, beyond their status, and what to do about them. Sources: the release notes of
 * docs.nvidia.com/nim/nemo-retriever/text-reranking (over-length: 400 up to 1.9.0, 422 from 1.9.1 on), and
 * github.com/NVIDIA/nvcf (the gateway's bodies).
 */
export function parseFailure(response: HttpResponse, model: string): UpstreamFailure {
  const said = readProblem(response);
  switch (response.status) {
    case 400:
    case 422:
      return readTooLong(response.body) ?? { said };
    case 401:
    case 403:
      return { message: describeRefusedKey(response.status, said) };
    case 402:
      return { message: "the account's NVIDIA credits are used up or have expired. See build.nvidia.com." };
    case 404:
      return readNotFound(response, said, model);
    case 410:
      return { message: describeEndOfLife(said, model) };
    case 413:
      return {
        code: 'input_too_long',
        message: 'the documents are together larger than the server takes in one request. Send fewer or shorter ones.',
      };
    case 429:
      return said === undefined
        ? {
            message: `the key's rate limit for this model is reached.${response.headers['retry-after'] === undefined ? ' NVIDIA does not say for how long.' : ''}`,
          }
        : { said };
    case 504:
      return response.body === '' ? noWorker : { said };
    default:
      return { said };
  }
}

// Not `timeout`: the model never saw the request, so a longer timeout would not help.
const noWorker: UpstreamFailure = {
  code: 'unavailable',
  message: 'no worker was free to take the request. Try again later.',
};

/** Whatever shape is around it. The count may be the next power of two instead of the text's own. */
function readTooLong(body: string): UpstreamFailure | undefined {
  if (!/exceeds maximum allowed token size/i.test(body)) return undefined;
  const [, length, limit] = /input length (\d{1,9}) exceeds maximum allowed token size (\d{1,9})/i.exec(body) ?? [];
  const size = limit === undefined ? '' : `, about ${length} tokens where it takes ${limit}`;
  return {
    code: 'input_too_long',
    message: `the query and one of the documents are together too long for the model${size}. Set the option truncate to "END" to cut such a document at its end, or send it in smaller pieces.`,
  };
}

function describeRefusedKey(status: number, said: string | undefined): string {
  if (said !== undefined && /authorization.*missing/i.test(said)) {
    return 'the request held no API key. Set NVIDIA_NIM_API_KEY or pass apiKey.';
  }
  return status === 401
    ? 'the API key is not valid: mistyped, expired or revoked. Keys for the hosted API begin with "nvapi-" and are made at build.nvidia.com.'
    : 'the API key is known but may not call this model: it is of another kind, or lacks the scope. Make one for the hosted API at build.nvidia.com.';
}

function readNotFound({ body }: HttpResponse, said: string | undefined, model: string): UpstreamFailure {
  if (said?.startsWith('Function ')) {
    return {
      message: `the hosted API does not offer this model to this key's account, or no more.${nameSuccessor(model)}`,
    };
  }
  // NVIDIA's gateway, FastAPI (NIM 1.x), and a server that says nothing where a path has no route.
  if (body === '' || said === '404 page not found' || said === 'Not Found') {
    return {
      message: `there is no rerank route at this URL. A self-hosted NIM wants "ranking/" in front of the model; NVIDIA's hosted models are at https://ai.api.nvidia.com, none at integrate.api.nvidia.com.${nameSuccessor(model)}`,
    };
  }
  return said === undefined ? {} : { said, message: 'GET /v1/models lists what a self-hosted NIM serves.' };
}

function describeEndOfLife(said: string | undefined, model: string): string {
  const day = /\d{4}-\d{2}-\d{2}/.exec(said ?? '')?.[0] ?? findModel(model)?.endOfLife;
  const when = day === undefined ? '' : ` on ${day}`;
  return `NVIDIA's hosted API stopped serving this model${when}.${nameSuccessor(model)} A self-hosted NIM of it goes on: put "ranking/" in front of the model.`;
}

function nameSuccessor(model: string): string {
  const successor = findModel(model)?.successor;
  return successor === undefined
    ? ' build.nvidia.com lists the current models.'
    : ` In its place the hosted API offers ${successor}.`;
}
