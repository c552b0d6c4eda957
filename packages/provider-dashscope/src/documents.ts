import { type Passage, RerankError } from '@openrerank/core';

/**
 * A document of a vision-language model: one text or one image, by its address or as a base64 data URL. Throws
 * `unsupported` for one of both, of which the API would rank half.
 */
export function toMultimodalDocument({ text, image }: Passage, index: number) {
  if (image === undefined) return { text };
  if (text === undefined) return { image };
  const path = `documents.${index}`;
  const message = `${path} holds a text and an image, of which DashScope ranks one per document. Leave one out, or send them as two documents.`;
  throw new RerankError('unsupported', message, { issues: [{ path, message }] });
}
