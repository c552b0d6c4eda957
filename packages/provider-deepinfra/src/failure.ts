import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readField, readJson, readValidationIssues } from '@openrerank/shapes';

/** DeepInfra's failures. Its statuses are the usual ones; what they mean here, and what to do, is added. */
export function parseFailure({ status, body }: HttpResponse): UpstreamFailure {
  const said = readSaid(body);
  switch (status) {
    case 401:
    case 403:
      return {
        said,
        message: 'Check the key: DEEPINFRA_API_KEY or apiKey. Keys are made at deepinfra.com/dash/api_keys.',
      };
    case 402:
      return { said, message: "The account's balance or limit is used up. See deepinfra.com/dash/billing." };
    case 404:
      return { said, message: 'DeepInfra does not serve a model of this name. See deepinfra.com/models/reranker.' };
    default:
      return { said };
  }
}

/** `{detail: {error}}`, `{detail: "…"}`, `{error: {message}}`, `{error: "…"}` and FastAPI's issues. */
function readSaid(body: string): string | undefined {
  const json = readJson(body);
  const detail = readField(json, 'detail');
  const error = readField(json, 'error');
  const said = [readField(detail, 'error'), detail, readField(error, 'message'), error];
  return said.find((text): text is string => typeof text === 'string' && text !== '') ?? readValidationIssues(body);
}
