import { asList, asObject, asString, fault, isObject, kindOf } from './faults.ts';

/**
 * A document as vLLM takes one beside a string: `{ content }` with parts of text and images, as in a chat
 * (docs.vllm.ai/en/latest/models/pooling_models). Texts of several parts are joined by line breaks. Anything else stays as
 * it is.
 */
export function contentToDocument(item: unknown, path: string): unknown {
  if (!isObject(item) || item['content'] === undefined) return item;
  const parts = asList(item['content'], `${path}.content`);
  if (parts.length === 0) throw fault(`${path}.content`, 'must not be empty.');
  const texts: string[] = [];
  const images: string[] = [];
  for (const [place, value] of parts.entries()) {
    const at = `${path}.content.${place}`;
    const part = asObject(value, at);
    if (part['type'] === 'text') texts.push(asString(part['text'], `${at}.text`));
    else if (part['type'] === 'image_url') images.push(readImage(part['image_url'], `${at}.image_url`));
    else throw fault(`${at}.type`, 'must be "text" or "image_url".');
  }
  const [image, ...others] = images;
  if (others.length > 0) throw fault(`${path}.content`, 'must hold one image at most.');
  return { ...(texts.length > 0 && { text: texts.join('\n') }), ...(image !== undefined && { image }) };
}

/** Such a document in an answer: `RerankDocument` of vllm/entrypoints/pooling/scoring/protocol.py. */
export const contentToEcho = (item: unknown): unknown =>
  isObject(item) && item['content'] !== undefined ? { multi_modal: item['content'] } : item;

/** The text of a query, which may be `{ content }` too. */
export function contentToQuery(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  if (!isObject(value) || value['content'] === undefined) {
    const isAbsent = value === undefined || value === null;
    throw fault(path, isAbsent ? 'is required and must be a string.' : `must be a string, not ${kindOf(value)}.`);
  }
  const { text, image } = contentToDocument(value, path) as { readonly text?: string; readonly image?: string };
  if (text === undefined || image !== undefined) throw fault(`${path}.content`, 'must hold text alone.');
  return text;
}

function readImage(value: unknown, path: string): string {
  return typeof value === 'string' ? value : asString(asObject(value, path)['url'], `${path}.url`);
}
