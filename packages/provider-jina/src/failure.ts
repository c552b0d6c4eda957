import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readValidationIssues } from '@openrerank/shapes';

/** Bodies are FastAPI's: `{ detail }` with a sentence, or with a list of what is wrong with the request. */
export function parseFailure({ status, body }: HttpResponse): UpstreamFailure {
  // "Account balance not enough to run this query, please recharge." (github.com/jina-ai/node-DeepResearch/issues/21)
  if ((status === 402 || status === 403) && /balance/i.test(body)) {
    return { code: 'quota_exceeded', message: "the account's balance is used up. Recharge it at jina.ai." };
  }
  return { said: readValidationIssues(body) };
}
