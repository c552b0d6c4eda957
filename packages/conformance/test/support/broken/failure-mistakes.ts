import { RerankError } from '@openrerank/core';
import { acmeEndpoint, acmeWith, definition } from '../acme.ts';
import type { Broken } from './mistake.ts';

export const failureMistakes: readonly Broken[] = [
  {
    mistake: 'failures that are taken for JSON',
    check: 'failures › rerank: every failed status has a code that fits',
    provider: acmeWith({
      parseFailure(response, model) {
        if (response.body.startsWith('<')) JSON.parse(response.body);
        return definition.parseFailure?.(response, model) ?? {};
      },
    }),
  },
  {
    mistake: 'one code for all',
    check: 'failures › rerank: every failed status has a code that fits',
    provider: acmeWith({
      parseFailure: (response, model) => ({
        ...(response.status === 402 ? { code: 'rejected' } : {}),
        ...definition.parseFailure?.(response, model),
      }),
    }),
  },
  {
    mistake: 'a refused key that is tried again',
    check: 'failures › rerank: no refusal is called retryable',
    provider: acmeWith({
      parseFailure: (response, model) => ({
        ...(response.status === 401 ? { retryable: true } : {}),
        ...definition.parseFailure?.(response, model),
      }),
    }),
  },
  {
    mistake: 'a wait that is computed of a missing field',
    check: 'failures › rerank: a wait is a number of milliseconds',
    provider: acmeWith({
      parseFailure(response, model) {
        const [, seconds] = /"retry_after":(\d+)/.exec(response.body) ?? [];
        const retryAfterMs = response.status === 500 ? Number(seconds) * 1000 : undefined;
        return { retryAfterMs, ...definition.parseFailure?.(response, model) };
      },
    }),
  },
  {
    mistake: 'a wait that has passed already',
    check: 'failures › rerank: a wait is a number of milliseconds',
    provider: acmeWith({
      parseFailure: (response, model) => ({
        ...(response.status === 408 ? { retryAfterMs: -1000 } : {}),
        ...definition.parseFailure?.(response, model),
      }),
    }),
  },
  {
    mistake: "the upstream's words as the provider's own",
    check: 'failures › rerank: no failure repeats query, documents or key',
    provider: acmeWith({
      parseFailure: (response, model) => {
        const read = definition.parseFailure?.(response, model) ?? {};
        return read.code === undefined ? { message: response.body } : read;
      },
    }),
  },
  {
    mistake: 'an empty success that is called an outage',
    check: 'failures › rerank: a success without JSON is no answer',
    provider: acmeEndpoint({
      followUp({ status, body }) {
        if (status === 200 && body === '') throw new RerankError('unavailable', 'Nothing came.');
        return undefined;
      },
    }),
  },
];
