import { type EncodedRequest, RerankError } from '@openrerank/core';

/** Exchanges an API key for a token; keeps the token as long as it is valid. */
export interface TokenManager {
  getToken(): Promise<string>;
}

export interface AuthorizeOptions {
  /** Of IBM Cloud's token service. Default: the library's. */
  readonly iamUrl?: string | undefined;
}

/**
 * Keys whose tokens are kept, those that were used last. More are in use only where every caller brings a key of its own;
 * then one that is not known any more costs an exchange.
 */
const mostKeys = 20;

/**
 * Adds the credential that a key stands for:
 *
 * - a JSON web token is used as it is;
 * - `username:apikey`, also with base64 around it, is a Zen API key of IBM Software Hub (Cloud Pak for Data);
 * - anything else is an IBM Cloud API key, which IBM's own library exchanges for a token and renews.
 */
export function createAuthorize({ iamUrl }: AuthorizeOptions = {}) {
  // State, though a provider has none otherwise: without it every request would wait for an exchange, which IBM limits.
  // The keys of the map are the API keys, so that it is in nothing that can be logged, and holds few of them.
  const managers = new Map<string, Promise<TokenManager>>();

  const managerOf = (apiKey: string): Promise<TokenManager> => {
    const manager = managers.get(apiKey) ?? loadManager(apiKey, iamUrl);
    // To the end of the map's order, so that the first is the one that was not used for longest.
    managers.delete(apiKey);
    managers.set(apiKey, manager);
    const [oldest] = managers.keys();
    if (managers.size > mostKeys && oldest !== undefined) managers.delete(oldest);
    return manager;
  };

  const tokenOf = (apiKey: string) => (isWebToken(apiKey) ? apiKey : exchange(managerOf(apiKey)));

  return async (request: EncodedRequest, apiKey: string): Promise<EncodedRequest> => {
    if (request.headers['authorization'] !== undefined) return request;
    const authorization = zenAuthorization(apiKey) ?? `Bearer ${await tokenOf(apiKey)}`;
    return { ...request, headers: { ...request.headers, authorization } };
  };
}

function zenAuthorization(apiKey: string): string | undefined {
  if (apiKey.includes(':')) return `ZenApiKey ${btoa(apiKey)}`;
  return isEncodedZenKey(apiKey) ? `ZenApiKey ${apiKey}` : undefined;
}

/** As `WATSONX_ZENAPIKEY` has it. The bytes that an IBM Cloud API key would decode to are hardly ever text with a colon. */
function isEncodedZenKey(key: string): boolean {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(key) && key.length % 4 === 0 && /^[\x21-\x7e]+:[\x21-\x7e]+$/.test(atob(key));
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
