import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { parseTeiFailure, readField, readJson, readWaitMs } from '@openrerank/shapes';

/**
 * The server's own failures, and that of Hugging Face's Inference API in front of a model that it loads: 503 with
 * `{"error": "Model … is currently loading", "estimated_time": 20.0}`, in seconds
 * (github.com/huggingface/api-inference-community/issues/34).
 */
export function parseFailure(response: HttpResponse): UpstreamFailure {
  const failure = parseTeiFailure(response);
  if (response.status !== 503) return failure;
  return { ...failure, retryAfterMs: readWaitMs(readField(readJson(response.body), 'estimated_time')) };
}
