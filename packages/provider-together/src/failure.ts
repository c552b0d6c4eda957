import type { HttpResponse, UpstreamFailure } from '@openrerank/core';

/**
 * Bodies are `{ error: { message, type, param, code } }`. Rerankers run on dedicated endpoints only
 * (docs.together.ai/docs/inference/embeddings/rerank), and a model without one, or whose endpoint is stopped, is answered
 * with 400 like a fault of the request; another model may do.
 */
export function parseFailure({ body }: HttpResponse): UpstreamFailure {
  if (/"code":\s*"model_not_available"/.test(body)) return { code: 'not_found' };
  // It is started by hand.
  if (/"code":\s*"dedicated_endpoint_not_running"/.test(body)) return { code: 'unavailable', retryable: false };
  return {};
}
