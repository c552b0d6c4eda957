import { RerankError } from '@openrerank/core';

/** A longer `retry-after` is not waited for by the AI SDK, which then comes back after two seconds. */
const longestWaitMs = 60_000;

/**
 * The error in the AI SDK's terms: a copy that its `APICallError.isInstance` accepts too, with the original as its cause.
 * It holds neither the request's body nor the answer's. `mayRetry` says whether retrying is left to the AI SDK.
 */
export function toApiCallError(error: RerankError, mayRetry: boolean): RerankError {
  const { status, retryAfterMs } = error.details;
  return markedAs('AI_APICallError', copyOf(error), {
    url: '',
    requestBodyValues: {},
    statusCode: status,
    responseHeaders: retryAfterMs === undefined ? undefined : { 'retry-after-ms': String(retryAfterMs) },
    isRetryable: mayRetry && error.retryable && (retryAfterMs ?? 0) < longestWaitMs,
  });
}

/** The error as one that `NoSuchModelError.isInstance` of the AI SDK accepts too. */
export const toNoSuchModelError = (error: RerankError, modelId: string): RerankError =>
  markedAs('AI_NoSuchModelError', copyOf(error), { modelId, modelType: 'rerankingModel' });

/** What a provider throws for a kind of model that it has none of. */
export function noSuchModel(modelId: string, modelType: string): never {
  const error = new Error(`No such ${modelType}: ${modelId}. OpenRerank has reranking models only.`);
  error.name = 'AI_NoSuchModelError';
  throw markedAs('AI_NoSuchModelError', error, { modelId, modelType });
}

/** Others may hold the original, such as an observer of the reranker. */
const copyOf = (error: RerankError): RerankError =>
  new RerankError(error.code, error.message, { ...error.details, retryable: error.retryable, cause: error });

/** The AI SDK tells its errors by these symbols, so that they are known across copies of it. */
const markedAs = <Marked extends Error>(name: string, error: Marked, fields: object): Marked =>
  Object.assign(error, fields, {
    [Symbol.for('vercel.ai.error')]: true,
    [Symbol.for(`vercel.ai.error.${name}`)]: true,
  });
