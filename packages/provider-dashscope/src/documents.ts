import { type BuildInput, invalidInput, type Passage, type RerankError } from '@openrerank/core';

/**
 * A document of a vision-language model: one text or one image, by its address or as a base64 data URL. Throws
 * `unsupported` for one of both, of which the API would rank half.
 */
export function toMultimodalDocument({ text, image }: Passage, index: number) {
  if (image === undefined) return { text };
  if (!text) return { image };
  throw unsupported(
    index,
    'holds a text and an image, of which DashScope ranks one per document. Leave one out, or send them as two documents.',
  );
}

/** Throws `unsupported` for an image that would go to the compatible route, which takes texts only. */
export function checkTexts({ passages, firstIndex }: BuildInput<unknown>): void {
  const index = passages.findIndex(({ image }) => image !== undefined);
  if (index === -1) return;
  throw unsupported(
    firstIndex + index,
    'holds an image, and the base URL is one of the compatible route (…/reranks), which takes texts only. Set a base URL of the native route.',
  );
}

const unsupported = (index: number, problem: string): RerankError =>
  invalidInput(`documents.${index}`, problem, {}, 'unsupported');
