import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import * as z from 'zod';

/** The body of a failure (https://docs.acme.example/rerank). */
const failureSchema = z.object({ error: z.object({ type: z.string() }) });

/**
 * What Acme says in its own way. All else is read by core: what a status means, whether to try again, and `message` in
 * the body, which is passed on unless it repeats the input.
 */
export function parseFailure({ body }: HttpResponse): UpstreamFailure {
  switch (readType(body)) {
    case 'candidate_too_long':
      return {
        code: 'input_too_long',
        message:
          'the query and one of the documents are together too long for the model. Set the option truncate to true to cut such a document.',
      };
    case 'credits_used_up':
      return { code: 'quota_exceeded' };
    default:
      return {};
  }
}

/** Undefined for any other body: a gateway's page of HTML, for example. */
function readType(body: string): string | undefined {
  try {
    return failureSchema.parse(JSON.parse(body)).error.type;
  } catch {
    return undefined;
  }
}
