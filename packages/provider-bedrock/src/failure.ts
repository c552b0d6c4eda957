import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readField, readJson } from '@openrerank/shapes';

/**
 * AWS's failures by the name of their exception, which is in a header or in the body. Sources: the errors of
 * docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_Rerank.html, and
 * docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html.
 */
export function parseFailure({ status, headers, body }: HttpResponse): UpstreamFailure {
  const json = readJson(body);
  const said = firstText(readField(json, 'message'), readField(json, 'Message'));
  const name = exceptionName(headers['x-amzn-errortype'], readField(json, '__type'), readField(json, 'code'));
  switch (name) {
    case 'AccessDenied':
      return { said, message: noAccess };
    case 'Validation':
      return readValidation(said);
    case 'Throttling':
    case 'TooManyRequests':
      return { code: 'rate_limited', said };
    case 'ServiceQuotaExceeded':
      return { code: 'quota_exceeded', said };
    case 'DependencyFailed':
      return { code: 'unavailable', said };
    case 'ResourceNotFound':
    case 'UnknownOperation':
      return { said, message: notOffered };
    default: {
      const message = badCredential.get(name);
      if (message !== undefined) return { code: 'authentication', message };
      return status === 403 ? { said, message: noAccess } : { said };
    }
  }
}

const noAccess =
  'The model must be enabled for the account under "Model access" in the Bedrock console, in the same region, and the identity needs bedrock:Rerank and bedrock:InvokeModel for it. A region without rerank models answers the same: name another with the option aws_region_name.';

const notOffered =
  'The model is not offered in the region of the request. Name another with the option aws_region_name, or in the base URL.';

/** In words of our own: AWS's repeat parts of the signature. */
const badCredential: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ExpiredToken:
      'the session token has expired. Get new credentials; the default chain renews those that it finds itself.',
    UnrecognizedClient:
      'the access key id or the session token is not known: mistyped, deleted, or of another partition.',
    InvalidClientTokenId: 'the access key id is not known: mistyped, deleted, or of another partition.',
    InvalidSignature:
      'the signature does not match: the secret access key is not that of the access key id, the clock is wrong by minutes, the region is not that of the host, or a proxy changed the request.',
    SignatureDoesNotMatch: 'the signature does not match: the secret access key is not that of the access key id.',
    IncompleteSignature: 'the signature is incomplete: something between here and AWS changed the headers.',
    MissingAuthenticationToken: 'the request arrived without a signature: something between here and AWS removed it.',
  }),
);

function readValidation(said: string | undefined): UpstreamFailure {
  if (said === undefined) return {};
  if (/access to the model/i.test(said)) return { code: 'authentication', said, message: noAccess };
  if (/length less than or equal|too long|maximum.{0,80}(tokens|length)/i.test(said)) {
    return { code: 'input_too_long', said, message: 'Send shorter documents or a shorter query.' };
  }
  return { said };
}

/** `com.amazon.coral#ThrottlingException:http://…` is "Throttling". */
function exceptionName(...places: readonly unknown[]): string {
  const name = firstText(...places) ?? '';
  return name
    .replace(/:.*$/s, '')
    .replace(/^.*#/s, '')
    .replace(/Exception$/, '');
}

const firstText = (...places: readonly unknown[]) =>
  places.find((place): place is string => typeof place === 'string' && place !== '');
