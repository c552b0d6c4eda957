import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spliceForNode } from '../../src/documents/splice-for-node.ts';
import { spliceTexts } from '../../src/documents/spliced-body.ts';

/** Texts in one buffer, each between other bytes. */
function toTexts(texts: readonly string[]) {
  const spans: number[] = [];
  let all = '';
  for (const text of texts) {
    spans.push(Buffer.byteLength(`${all} ,`), Buffer.byteLength(`${all} ,${JSON.stringify(text)}`));
    all += ` ,${JSON.stringify(text)}`;
  }
  return { source: { bytes: Buffer.from(all) }, spans: Uint32Array.from(spans) };
}

const body = fc
  .record({
    head: fc.string({ unit: 'grapheme' }),
    between: fc.string({ minLength: 1 }),
    tail: fc.string(),
    texts: fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 9 }),
  })
  .chain(({ texts, ...around }) =>
    fc
      .nat(texts.length - 1)
      .chain((first) =>
        fc
          .integer({ min: 1, max: texts.length - first })
          .map((count) => spliceTexts(around, toTexts(texts), first, count)),
      ),
  );

describe('spliceForNode', () => {
  it('makes the bytes that any other transport gets, in blocks of the size that is asked for', () => {
    fc.assert(
      fc.property(body, fc.integer({ min: 1, max: 60 }), (spliced, size) => {
        const expected = Buffer.from(spliced.toBytes());
        expect(spliced.byteLength).toBe(expected.length);
        const { length, content } = spliceForNode(spliced, size);
        const blocks = Buffer.isBuffer(content) ? [content] : [...content];
        expect(Buffer.concat(blocks).equals(expected)).toBe(true);
        expect(length).toBe(expected.length);
        expect(Buffer.isBuffer(content)).toBe(length <= size);
        expect(blocks.slice(0, -1).every((block) => block.length === size)).toBe(true);
      }),
    );
  });

  it('reads no text after the call has ended', () => {
    const { source, spans } = toTexts(['one', 'two']);
    let isOver = false;
    const texts = {
      source: {
        get bytes() {
          if (isOver) throw new Error('over');
          return source.bytes;
        },
      },
      spans,
    };
    const { content } = spliceForNode(spliceTexts({ head: '[', between: ',', tail: ']' }, texts, 0, 2), 2);
    const blocks = content as Generator<Buffer>;
    expect(String(blocks.next().value)).toBe('["');
    isOver = true;
    expect(() => blocks.next()).toThrow('over');
  });
});
