import type { BuildInput, HttpEndpoint } from '@openrerank/core';
import { readField, readTokenUsage } from '@openrerank/shapes';
import { compatible } from './compatible.ts';
import { checkTexts, toMultimodalDocument } from './documents.ts';
import { capabilitiesOf, takesImages } from './models.ts';
import { type DashScopeOptions, instructOf } from './options.ts';
import { isCompatible, nativeUrl } from './url.ts';

/**
 * `POST {base}/api/v1/services/rerank/text-rerank/text-rerank` (help.aliyun.com/en/model-studio/text-rerank-api). A base
 * URL that is one of the compatible route gets that route's shape instead.
 */
export const native: HttpEndpoint<DashScopeOptions> = {
  capabilities: capabilitiesOf,
  copiesTexts: true,
  buildRequest(input) {
    if (!isCompatible(input.baseUrl)) return { url: nativeUrl(input.baseUrl), body: toBody(input) };
    checkTexts(input);
    return compatible.buildRequest(input);
  },
  parseResponse(answer, input) {
    if (isCompatible(input.baseUrl)) return compatible.parseResponse(answer, input);
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
