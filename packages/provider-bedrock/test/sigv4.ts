import { createHash, createHmac } from 'node:crypto';

/** A request as a server received it. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query string. */
  readonly target: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/**
 * The signature that AWS would compute, written from docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * without any of AWS's code. What is signed and for whom is read in the request's own `authorization`.
 */
export function expectedSignature({ method, target, headers, body }: SignedRequest, secretAccessKey: string): string {
  const { scope, signedHeaders } = readAuthorization(headers['authorization'] ?? '');
  const [date = '', region = '', service = ''] = scope.split('/');
  const { pathname, searchParams } = new URL(target, 'http://host');
  const canonicalRequest = [
    method,
    // Every service but S3 has the path encoded once more.
    pathname.split('/').map(encodeURIComponent).join('/'),
    [...searchParams]
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .sort()
      .join('&'),
    ...signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    sha256(body),
  ].join('\n');
  const stringToSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonicalRequest)].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, stringToSign).toString('hex');
}

export function readAuthorization(value: string) {
  const [, accessKeyId = '', scope = '', names = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([\da-f]+)$/.exec(value) ?? [];
  return { accessKeyId, scope, signedHeaders: names.split(';'), signature };
}

const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest('hex');

const hmac = (key: Buffer | string, data: string): Buffer => createHmac('sha256', key).update(data).digest();
