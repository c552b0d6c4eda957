import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readField, readJson } from '@openrerank/shapes';

/** watsonx.ai's failures, `{errors: [{code, message, more_info}], trace, status_code}` (cloud.ibm.com/apidocs/watsonx-ai). */
export function parseFailure({ body }: HttpResponse): UpstreamFailure {
  const errors = readField(readJson(body), 'errors');
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const text = readField(first, 'message');
  const said = typeof text === 'string' && text !== '' ? text : undefined;
  const code = readField(first, 'code');
  if (said !== undefined && /sequence length|exceed.{0,80}token|token.{0,80}exceed/i.test(said)) return tooLong(said);
  switch (code) {
    case 'authentication_token_not_valid':
    case 'authentication_token_expired':
      return { code: 'authentication', said, message: badToken };
    case 'authorization_rejected':
    case 'no_associated_service_instance_error':
      return { code: 'authentication', said, message: noAccess };
    case 'token_quota_reached':
      return { code: 'quota_exceeded', said };
    case 'model_not_supported':
    case 'model_no_support_for_function':
      return { code: 'not_found', said, message: noModel };
    default:
      return { said };
  }
}

const badToken =
  'The token is not valid or no more, or is for another kind of watsonx.ai. An API key as apiKey is exchanged and renewed by itself.';

const noAccess =
  'The key needs access to the project or space, and that an associated watsonx.ai Runtime service. A project is in one region: check the base URL (WATSONX_API_BASE).';

const noModel =
  'GET {base}/ml/v1/foundation_model_specs?version=2024-10-18&filters=function_rerank lists what the region offers.';

const tooLong = (said: string): UpstreamFailure => ({
  code: 'input_too_long',
  said,
  message: 'Set the option truncate_input_tokens to cut documents at their end, or send shorter ones.',
});
