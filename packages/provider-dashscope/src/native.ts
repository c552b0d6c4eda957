import type { BuildInput, HttpEndpoint, RerankUsage } from '@openrerank/core';
import { readCount, readField, readTokenUsage } from '@openrerank/shapes';
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
    const usage = readUsage(answer);
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

/** Of the total, images have a price of their own (help.aliyun.com/zh/model-studio/qwen3-vl-rerank). */
function readUsage(answer: unknown): RerankUsage | undefined {
  const usage = readTokenUsage(answer);
  const imageTokens = readCount(readField(readField(answer, 'usage'), 'image_tokens'));
  return imageTokens === undefined ? usage : { ...usage, units: [{ quantity: imageTokens, unit: 'image_tokens' }] };
}
