import type { HttpResponse, UpstreamFailure } from '@openrerank/core';

/**
 * Bodies are `{ detail }` with a sentence. 400 stands for every fault of the request (docs.voyageai.com/docs/error-codes);
 * two of them are about length: all tokens together, and, with `truncation: false`, those of one query and document.
 */
export function parseFailure({ status, body }: HttpResponse): UpstreamFailure {
  if (status !== 400) return {};
  const [, most, got] = batchTooLong.exec(body) ?? [];
  if (most !== undefined) return { code: 'input_too_long', message: describeBatch(most, got) };
  if (/context length/i.test(body)) {
    return {
      code: 'input_too_long',
      message:
        'the query, or the query with one of the documents, is longer than the model takes. Leave the option truncation out to have it cut.',
    };
  }
  return {};
}

const batchTooLong = /max allowed tokens per submitted batch is (\d{1,12})\.(?: Your batch has (\d{1,12}) tokens)?/i;

/** Voyage counts the query's tokens once for every document. */
const describeBatch = (most: string, got: string | undefined) =>
  `the request has ${got ?? 'more'} tokens where the model takes ${most}, the query counted once for every document. Send fewer or shorter documents.`;
