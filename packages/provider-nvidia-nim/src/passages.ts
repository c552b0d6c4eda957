import { invalidInput, type Passage, type RerankError } from '@openrerank/core';

// Only the start is looked at: an image has megabytes.
const base64Image = /^data:image\/[\w.+-]+;base64,./i;

/**
 * Passages as a NIM takes them (docs.nvidia.com/nim/nemo-retriever/text-reranking/2.0.0): an image is a base64 data URL,
 * and beside it an empty text is left out, not sent as "". Throws `invalid_request` for another kind of image.
 */
export function toPassages(passages: readonly Passage[], firstIndex: number): readonly Passage[] {
  if (passages.every(({ image }) => image === undefined)) return passages;
  return passages.map((passage, index) => {
    const { text, image } = passage;
    if (image === undefined) return passage;
    if (!base64Image.test(image)) throw invalidImage(firstIndex + index, image);
    return text ? passage : { image };
  });
}

function invalidImage(index: number, image: string): RerankError {
  const problem = `must be an image as a base64 data URL ("data:image/png;base64,…"), not ${kindOf(image)}. A NIM does not fetch images: read the file and encode it.`;
  return invalidInput(`documents.${index}.image`, problem);
}

function kindOf(image: string): string {
  if (/^https?:/i.test(image)) return 'a link';
  if (/^data:/i.test(image)) return 'another kind of data URL';
  return image === '' ? 'an empty string' : 'other text';
}
