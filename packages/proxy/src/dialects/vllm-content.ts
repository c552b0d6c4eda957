import { asList, asObject, asString, fault, isObject } from './checks.ts';

/**
 * A document as vLLM takes one beside a string: `{ content }` with parts of text and images, as in a chat
 * (docs.vllm.ai/en/latest/models/pooling_models). Texts of several parts are joined by line breaks. Anything else stays as
 * it is.
 */
export function contentToDocument(item: unknown, path: string): unknown {
  if (!isObject(item) || item['content'] === undefined) return item;
  const parts = asList(item['content'], `${path}.content`);
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

function readImage(value: unknown, path: string): string {
  return typeof value === 'string' ? value : asString(asObject(value, path)['url'], `${path}.url`);
}
