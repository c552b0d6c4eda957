import type { BuildInput, HttpEndpoint } from '@openrerank/core';
import { readField, readTokenUsage } from '@openrerank/shapes';
import { compatible } from './compatible.ts';
import { toMultimodalDocument } from './documents.ts';
import { capabilitiesOf, takesImages } from './models.ts';
import { type DashScopeOptions, instructOf } from './options.ts';
import { nativeUrl } from './url.ts';

/** `POST {base}/api/v1/services/rerank/text-rerank/text-rerank` (help.aliyun.com/en/model-studio/text-rerank-api). */
export const native: HttpEndpoint<DashScopeOptions> = {
  capabilities: capabilitiesOf,
  copiesTexts: true,
  buildRequest: (input) => ({ url: nativeUrl(input.baseUrl), body: toBody(input) }),
  parseResponse(answer, input) {
    const { ranking } = compatible.parseResponse(readField(answer, 'output'), input);
    const usage = readTokenUsage(answer);
    return { ranking, ...(usage && { usage }) };
  },
};

function toBody({ model, query, passages, firstIndex, topN, options }: BuildInput<DashScopeOptions>) {
  const documents = takesImages(model)
    ? passages.map((passage, index) => toMultimodalDocument(passage, firstIndex + index))
    : passages.map(({ text }) => text);
  return {
    model,
    input: { query, documents },
    parameters: { ...(topN !== undefined && { top_n: topN }), return_documents: false, ...instructOf(options) },
  };
}
