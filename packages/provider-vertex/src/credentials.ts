import { type EncodedRequest, RerankError } from '@openrerank/core';

/** Finds an access token; keeps it as long as it is valid. */
export interface TokenSource {
  getAccessToken(): Promise<string | null | undefined>;
}

/**
 * Adds an access token of Google's application default credentials. One source for all requests, which is state though a
 * provider has none otherwise: it keeps its token until that expires, and without it each request would wait for one. No
 * key of a caller is in it.
 */
export function createAmbient(load: () => Promise<TokenSource> = loadDefaultCredentials) {
  let source: Promise<TokenSource> | undefined;
  return async (request: EncodedRequest): Promise<EncodedRequest> => {
    if (request.headers['authorization'] !== undefined) return request;
    source ??= load();
    const token = await find(source);
    return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
  };
}

/** The one scope of the method's reference page. */
const scopes = 'https://www.googleapis.com/auth/cloud-platform';

async function loadDefaultCredentials(): Promise<TokenSource> {
  // Here, not above: a program that imports this provider and does not use it shall not wait for Google's library.
  const { GoogleAuth } = await import('google-auth-library');
  return new GoogleAuth({ scopes });
}

async function find(source: Promise<TokenSource>): Promise<string> {
  let token: string | null | undefined;
  try {
    token = await (await source).getAccessToken();
  } catch (error) {
    throw notFound(statusOf(error));
  }
  if (!token) throw notFound(undefined);
  return token;
}

// Google's error is not the cause, and its message is not shown: it holds the request for the token, secrets included.
function notFound(status: number | undefined): RerankError {
  const why = status === undefined ? '' : ` (the token service answered ${status})`;
  return new RerankError(
    'missing_credentials',
    `Google's application default credentials gave no access token${why}. Set GOOGLE_APPLICATION_CREDENTIALS to a credentials file, run "gcloud auth application-default login", run where a service account is attached, or pass an OAuth access token as apiKey.`,
    { retryable: status !== undefined && (status === 429 || status >= 500) },
  );
}

function statusOf(error: unknown): number | undefined {
  const { status } = (typeof error === 'object' && error !== null ? error : {}) as { readonly status?: unknown };
  return typeof status === 'number' ? status : undefined;
}
