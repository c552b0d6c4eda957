import { encodedDocuments } from '../../src/index.ts';

/** Documents of these JSON literals, in one buffer, each between other bytes. */
export function encodedOf(literals: readonly (string | Uint8Array)[]) {
  const chunks: Uint8Array[] = [];
  const spans: number[] = [];
  let at = 0;
  const add = (chunk: Uint8Array) => {
    chunks.push(chunk);
    at += chunk.length;
  };
  for (const literal of literals) {
    add(Buffer.from(' ,'));
    spans.push(at);
    add(typeof literal === 'string' ? Buffer.from(literal) : literal);
    spans.push(at);
  }
  return encodedDocuments({ source: { bytes: Buffer.concat(chunks) }, spans: Uint32Array.from(spans) });
}

export const toLiterals = (texts: readonly string[]) => texts.map((text) => JSON.stringify(text));
