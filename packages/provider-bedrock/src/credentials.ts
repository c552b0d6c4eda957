import { type EncodedRequest, RerankError } from '@openrerank/core';
import { type AwsCredentials, sign } from './sign.ts';

/** Finds credentials at each call; keeps them as long as they are valid. */
export type CredentialChain = () => Promise<AwsCredentials>;

/** Signs with `accessKeyId:secretAccessKey[:sessionToken]`. None of the three can hold a colon. */
export function authorize(request: EncodedRequest, apiKey: string): Promise<EncodedRequest> {
  const [accessKeyId, secretAccessKey, sessionToken, ...rest] = apiKey.split(':');
  if (!accessKeyId || !secretAccessKey || sessionToken === '' || rest.length > 0) throw notAKey();
  return sign(request, { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) });
}

function notAKey(): RerankError {
  return new RerankError(
    'missing_credentials',
    'The API key for Bedrock must be "accessKeyId:secretAccessKey", with ":sessionToken" behind it where there is one, or be left out for AWS\'s default credential chain. Bedrock API keys (bearer tokens) are not for its rerank operation.',
  );
}

/**
 * Signs with what AWS's default chain finds: environment, shared files, SSO, web identity, container and instance
 * metadata. One chain for all requests, which is state though a provider has none otherwise: it keeps what it found until
 * that expires, and without it each request would search. No key of a caller is in it.
 */
export function createAmbient(load: () => Promise<CredentialChain> = loadDefaultChain) {
  let chain: Promise<CredentialChain> | undefined;
  return async (request: EncodedRequest): Promise<EncodedRequest> => {
    if (request.headers['authorization'] !== undefined) return request;
    chain ??= load();
    return sign(request, await find(chain));
  };
}

async function loadDefaultChain(): Promise<CredentialChain> {
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  return defaultProvider();
}

async function find(chain: Promise<CredentialChain>): Promise<AwsCredentials> {
  try {
    return await (await chain)();
  } catch (error) {
    // Not as the cause, and without its message: what the chain tried may hold parts of a credential.
    const kind = error instanceof Error ? ` (${error.name})` : '';
    throw new RerankError(
      'missing_credentials',
      `AWS's default credential chain found nothing to sign with${kind}. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or a role; or pass apiKey as "accessKeyId:secretAccessKey[:sessionToken]".`,
    );
  }
}
