import { type EncodedRequest, RerankError } from '@openrerank/core';

/** Exchanges an API key for a token; keeps the token as long as it is valid. */
export interface TokenManager {
  getToken(): Promise<string>;
}

export interface AuthorizeOptions {
  /** Of IBM Cloud's token service. Default: the library's. */
  readonly iamUrl?: string | undefined;
}

/** Keys whose tokens are kept. More are in use only where every caller brings a key of its own. */
const mostKeys = 100;

/**
 * Adds the credential that a key stands for:
 *
 * - a JSON web token is used as it is;
 * - `username:apikey` is a Zen API key of IBM Software Hub (Cloud Pak for Data);
 * - anything else is an IBM Cloud API key, which IBM's own library exchanges for a token and renews.
 */
export function createAuthorize({ iamUrl }: AuthorizeOptions = {}) {
  const managers = new Map<string, Promise<TokenManager>>();

  const managerOf = (apiKey: string): Promise<TokenManager> => {
    const known = managers.get(apiKey);
    if (known !== undefined) return known;
    const [oldest] = managers.keys();
    if (managers.size >= mostKeys && oldest !== undefined) managers.delete(oldest);
    const manager = loadManager(apiKey, iamUrl);
    managers.set(apiKey, manager);
    return manager;
  };

  return async (request: EncodedRequest, apiKey: string): Promise<EncodedRequest> => {
    if (request.headers['authorization'] !== undefined) return request;
    const authorization = apiKey.includes(':')
      ? `ZenApiKey ${btoa(apiKey)}`
      : `Bearer ${isWebToken(apiKey) ? apiKey : await exchange(managerOf(apiKey))}`;
    return { ...request, headers: { ...request.headers, authorization } };
  };
}

// IBM Cloud's API keys hold no dots.
const isWebToken = (key: string) => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(key);

async function loadManager(apikey: string, url: string | undefined): Promise<TokenManager> {
  // Here, not above: a program that imports this provider and does not use it shall not wait for IBM's library.
  const { IamTokenManager } = await import('ibm-cloud-sdk-core');
  return new IamTokenManager({ apikey, ...(url !== undefined && { url }) });
}

async function exchange(manager: Promise<TokenManager>): Promise<string> {
  try {
    return await (await manager).getToken();
  } catch (error) {
    throw refused(statusOf(error));
  }
}

// IBM's error is not the cause, and its message is not shown: it holds the token service's answer.
function refused(status: number | undefined): RerankError {
  const isPassing = status === undefined || status === 429 || status >= 500;
  const why = status === undefined ? 'could not be reached' : `answered ${status}`;
  const advice = isPassing
    ? 'Try again, or pass a token that you have as apiKey.'
    : 'The API key is mistyped, deleted or locked. Keys are made at cloud.ibm.com/iam/apikeys; for IBM Software Hub pass "username:apikey".';
  return new RerankError(
    'missing_credentials',
    `IBM Cloud's token service, which exchanges the API key (WATSONX_APIKEY or apiKey) for a token, ${why}. ${advice}`,
    { retryable: isPassing },
  );
}

function statusOf(error: unknown): number | undefined {
  const { status } = (typeof error === 'object' && error !== null ? error : {}) as { readonly status?: unknown };
  return typeof status === 'number' ? status : undefined;
}
