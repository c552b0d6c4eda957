import type { Passage } from '@openrerank/core';

/**
 * A text as it is; an image in content parts, with the text in front of it. An image may be a data URL or one that the
 * server fetches (github.com/vllm-project/vllm, examples/pooling/score/vision_rerank_api_online.py).
 */
export function toDocument({ text, image }: Passage): unknown {
  if (image === undefined) return text;
  const picture = { type: 'image_url', image_url: { url: image } };
  return { content: text ? [{ type: 'text', text }, picture] : [picture] };
}
