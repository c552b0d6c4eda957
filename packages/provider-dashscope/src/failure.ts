import type { HttpResponse, UpstreamFailure } from '@openrerank/core';
import { readField, readJson } from '@openrerank/shapes';

/**
 * DashScope's failures by the code in their body (help.aliyun.com/en/model-studio/error-code), which says more than the
 * status: an overdue account is a 400. The native route answers `{code, message, request_id}`, the compatible one that
 * or `{error: {code, message}}`, with the same codes in PascalCase or in snake_case.
 */
export function parseFailure({ status, body }: HttpResponse): UpstreamFailure {
  const { code, said } = readProblem(body);
  if (status === 401) return { said, message: otherRegion };
  if (code === 'arrearage') {
    return { code: 'quota_exceeded', said, message: 'The account is overdue or its balance is used up.' };
  }
  // Of a free tier that has ended. A 429 with the same beginning is a rate that is exceeded for the moment.
  if (status === 403 && code.startsWith('allocationquota')) {
    return {
      code: 'quota_exceeded',
      said,
      message: "The model's free quota is used up. Turn paid use on in the console.",
    };
  }
  if (status === 403) {
    return {
      said,
      message: `The key's workspace may not call this model, or its region does not offer it. ${otherRegion}`,
    };
  }
  if (status === 404) {
    return {
      said,
      message: 'The compatible route serves text models only; others need the native one, which is the default.',
    };
  }
  if (
    status === 400 &&
    /input length|should not be larger than \d|exceed.{0,80}token|token.{0,80}exceed/i.test(said ?? '')
  ) {
    return { code: 'input_too_long', said, message: 'Send fewer or shorter documents.' };
  }
  return { said };
}

const otherRegion =
  'Keys belong to a region: those of Singapore go to https://dashscope-intl.aliyuncs.com (DASHSCOPE_API_BASE), those of Beijing to https://dashscope.aliyuncs.com.';

function readProblem(body: string): { readonly code: string; readonly said: string | undefined } {
  const json = readJson(body);
  const error = readField(json, 'error');
  const said = readField(json, 'message') ?? readField(error, 'message');
  const code = readField(json, 'code') ?? readField(error, 'code');
  return {
    code: typeof code === 'string' ? code.toLowerCase().replaceAll('_', '') : '',
    said: typeof said === 'string' && said !== '' ? said : undefined,
  };
}
