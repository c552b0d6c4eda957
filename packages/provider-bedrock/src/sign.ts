import { bodyBytes, type EncodedRequest } from '@openrerank/core';
import { missingRegion, regionOfHost } from './region.ts';

/** What signs a request. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of credentials that expire. */
  readonly sessionToken?: string;
}

/** The service's name in a signature. `bedrock-agent-runtime`, as the host has it, is refused with 403. */
const service = 'bedrock';

/**
 * Signature Version 4 over the very bytes that are sent, by AWS's own signer. A request with an `authorization` of the
 * caller's own stays as it is.
 */
export async function sign(request: EncodedRequest, credentials: AwsCredentials): Promise<EncodedRequest> {
  if (request.headers['authorization'] !== undefined) return request;
  // Here, not above: a program that imports this provider and does not use it shall not wait for AWS's libraries.
  const [{ SignatureV4 }, { Sha256 }] = await Promise.all([
    import('@smithy/signature-v4'),
    import('@aws-crypto/sha256-js'),
  ]);
  const { protocol, hostname, host, pathname, searchParams } = new URL(request.url);
  // A spliced body is put together once: what is signed is what is sent.
  const body = bodyBytes(request.body);
  const signer = new SignatureV4({ service, region: regionOf(request.url, body), credentials, sha256: Sha256 });
  const signed = await signer.sign({
    method: request.method,
    protocol,
    hostname,
    path: pathname,
    query: Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)])),
    headers: { ...request.headers, host },
    body,
  });
  // The transport sends `host` itself.
  const { host: _, ...headers } = signed.headers;
  return { ...request, headers, body };
}

/** The host's, or where that names none, the one of the model's ARN. */
function regionOf(url: string, body: Body): string {
  const region = regionOfHost(new URL(url).hostname) ?? regionOfBody(body);
  if (region === undefined) throw missingRegion();
  return region;
}

// Enough of the body to hold the ARN's region, wherever the texts begin.
const head = 256;

type Body = ReturnType<typeof bodyBytes>;

function regionOfBody(body: Body): string | undefined {
  const start = typeof body === 'string' ? body.slice(0, head) : new TextDecoder().decode(body?.subarray(0, head));
  return /"modelArn":"arn:[^:"]+:bedrock:([a-z0-9-]+):/.exec(start)?.[1];
}
