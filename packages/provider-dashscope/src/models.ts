import type { Capabilities } from '@openrerank/core';

/** Vision-language models take objects of one text or one image each; the others take strings. */
export const takesImages = (model: string): boolean => /(^|-)vl(-|$)/.test(model);

// The page calls scores "relative within the request" (2026-10), and counts a request's tokens as the query's times the
// documents' number plus the documents': each document is scored with the query alone, so that scores of one query compare.
const pointwise = { scoring: 'pointwise', scoreScale: { kind: 'unit' }, cutsTopN: true } as const;

/**
 * The limits of help.aliyun.com/en/model-studio/text-rerank-api: 500 documents, and for qwen3-vl-rerank 100 texts or 40
 * images. A list may hold both, so that the smaller number is kept to. Its tokens are limited for each query and each
 * document, and for a request, not for the two together.
 */
export const capabilitiesOf = (model: string): Capabilities =>
  takesImages(model)
    ? { maxDocuments: 40, modalities: ['text', 'image'], ...pointwise }
    : { maxDocuments: 500, modalities: ['text'], ...pointwise };

/** The compatible route serves text models only. */
export const textCapabilities: Capabilities = { maxDocuments: 500, modalities: ['text'], ...pointwise };
