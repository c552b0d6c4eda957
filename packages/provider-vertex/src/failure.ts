import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readField, readJson, readWaitMs } from '@openrerank/shapes';

/**
 * Google's failures, `{error: {code, message, status, details}}` (cloud.google.com/apis/design/errors). What is retried
 * follows from the HTTP status, as that page has it: 429 RESOURCE_EXHAUSTED, 500 INTERNAL, 503 UNAVAILABLE, 504.
 */
export function parseFailure({ body }: HttpResponse): UpstreamFailure {
  const error = readField(readJson(body), 'error');
  const retryAfterMs = readRetryDelay(detailsOf(error));
  return { ...readError(error), ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

function readError(error: unknown): UpstreamFailure {
  const text = readField(error, 'message');
  const said = typeof text === 'string' && text !== '' ? text : undefined;
  switch (readField(error, 'status')) {
    case 'UNAUTHENTICATED':
      return { said, message: badToken };
    case 'PERMISSION_DENIED':
      return readDenied(
        said,
        detailsOf(error).map((detail) => readField(detail, 'reason')),
      );
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

function detailsOf(error: unknown): readonly unknown[] {
  const details = readField(error, 'details');
  return Array.isArray(details) ? details : [];
}

/** A protobuf Duration: seconds with up to nine decimals and an "s". A negative one is no wait. */
const duration = /^(\d{1,12}(?:\.\d{1,9})?)s$/;

/** `google.rpc.RetryInfo` (cloud.google.com/apis/design/errors, github.com/googleapis/googleapis, error_details.proto). */
function readRetryDelay(details: readonly unknown[]): number | undefined {
  const info = details.find((detail) => readField(detail, '@type') === 'type.googleapis.com/google.rpc.RetryInfo');
  const delay = readField(info, 'retryDelay');
  const [, seconds] = (typeof delay === 'string' && duration.exec(delay)) || [];
  return seconds === undefined ? undefined : readWaitMs(Number(seconds));
}
