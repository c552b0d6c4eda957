import type { Problem } from '../dialects/dialect.ts';
import { badHttp, bodyTooLarge, incompleteBody, unsupportedMediaType } from './refusals.ts';

/** What Fastify itself refuses, in our terms. Undefined for an error that is not one of its refusals. */
export function fromFramework(error: unknown, maxBodyBytes: number): Problem | undefined {
  switch ((error as { readonly code?: unknown } | null)?.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return bodyTooLarge(maxBodyBytes);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return unsupportedMediaType;
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    // The connection broke while the body was on its way.
    case 'ECONNRESET':
      return incompleteBody;
    case 'FST_ERR_BAD_URL':
      return badHttp(400);
    default:
      return undefined;
  }
}
