import { invalidInput, type Passage } from '@openrerank/core';

/**
 * A list with images has objects of one member each: `{ text }` or `{ image }`, the image as a link or as base64 without
 * the data URL around it.
 */
export const toDocument = ({ text, image }: Passage): { readonly text: string } | { readonly image: string } =>
  image === undefined ? { text: text as string } : { image: image.replace(/^data:[^,]*,/i, '') };

/**
 * Throws `unsupported` for a document that Jina would rank by one half only, so that a fallback may rank it whole, and
 * `invalid_request` for an image that is none. An empty text is no text.
 */
export function checkImages(passages: readonly Passage[], firstIndex: number): void {
  passages.forEach(({ text, image }, index) => {
    if (image === undefined) return;
    const path = `documents.${firstIndex + index}`;
    if (text) {
      throw invalidInput(path, textAndImage, {}, 'unsupported');
    }
    if (!isImage(image)) {
      throw invalidInput(`${path}.image`, noImage);
    }
  });
}

const textAndImage =
  'holds a text and an image, of which Jina ranks one per document. Leave one out, or send them as two documents';

const noImage = 'must be a link (https://…), base64, or a base64 data URL (data:image/png;base64,…)';

const isImage = (image: string) =>
  /^https?:\/\/./i.test(image) || /^data:image\/[\w.+-]+;base64,./i.test(image) || isBase64(image);

/** By its start, since an image has megabytes. Another kind of URL has a colon there. */
const isBase64 = (image: string) => /^(?![^:]{0,15}:)[\w+/-]/.test(image);
