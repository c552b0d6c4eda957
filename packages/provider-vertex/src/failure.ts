import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readField, readJson } from '@openrerank/shapes';

/**
 * Google's failures, `{error: {code, message, status, details}}` (cloud.google.com/apis/design/errors). What is retried
 * follows from the HTTP status, as that page has it: 429 RESOURCE_EXHAUSTED, 500 INTERNAL, 503 UNAVAILABLE, 504.
 */
export function parseFailure({ body }: HttpResponse): UpstreamFailure {
  const error = readField(readJson(body), 'error');
  const text = readField(error, 'message');
  const said = typeof text === 'string' && text !== '' ? text : undefined;
  switch (readField(error, 'status')) {
    case 'UNAUTHENTICATED':
      return { said, message: badToken };
    case 'PERMISSION_DENIED':
      return readDenied(said, reasonsIn(readField(error, 'details')));
    case 'NOT_FOUND':
      return {
        said,
        message: 'Check vertex_project, the model, and vertex_location: most projects rank in "global", the default.',
      };
    default:
      return { said };
  }
}

const badToken =
  'An access token is good for about an hour. Pass a fresh one as apiKey, or none, so that application default credentials are used and renewed.';

const disabled =
  'Enable the Discovery Engine API in the project: console.cloud.google.com/apis/library/discoveryengine.googleapis.com';

const noPermission =
  'The identity needs discoveryengine.rankingConfigs.rank on the project (role Discovery Engine Viewer or more), and serviceusage.services.use to be billed to it.';

function readDenied(said: string | undefined, reasons: readonly unknown[]): UpstreamFailure {
  if (reasons.includes('SERVICE_DISABLED')) {
    return { said, message: disabled };
  }
  if (reasons.includes('BILLING_DISABLED'))
    return { code: 'quota_exceeded', said, message: 'Enable billing for the project.' };
  return { said, message: noPermission };
}

const reasonsIn = (details: unknown): readonly unknown[] =>
  Array.isArray(details) ? details.map((detail) => readField(detail, 'reason')) : [];
