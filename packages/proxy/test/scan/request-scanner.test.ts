import { constants } from 'node:buffer';
import { expect, test } from 'vitest';
import { createFastestScan, createRequestScanner } from '../../src/scan/request-scanner.ts';
import type { ScannedRequest } from '../../src/scan/scanned-request.ts';
import { scanInScript } from '../../src/scan/script-scan.ts';
import { spanOf, valueAt } from './judge.ts';

const scan = createRequestScanner();
const passage = 'La récupération "augmentée"\n\tfinds passages — 検索 🦜, then \\ranks them.';

/** S, M and L: from one screen to more than a megabyte. */
const sizes = [
  [3, 1],
  [100, 20],
  [1000, 20],
] as const;

test.each(sizes)(
  'finds %i documents with escapes and non-ASCII text, compact or indented, strings or objects',
  (count, repeat) => {
    const texts = Array.from({ length: count }, (_, i) => `${i} ${passage.repeat(repeat)}`);
    for (const documents of [texts, texts.map((text) => ({ text }))]) {
      for (const indent of [0, 2, '\t']) {
        const request = { model: 'rerank', query: passage, documents, top_n: 10, return_documents: false };
        const body = Buffer.from(JSON.stringify(request, null, indent));
        const result = scan(body) as ScannedRequest;
        expect([...result.fields.keys()]).toEqual(Object.keys(request));
        expect(valueAt(body, result.fields.get('query')!)).toBe(passage);
        expect(result.documents.count).toBe(count);
        const last = count - 1;
        expect(valueAt(body, spanOf(result.documents.texts, last))).toBe(texts[last]);
        expect(valueAt(body, spanOf(result.documents.wholes, last))).toEqual(documents[last]);
      }
    }
  },
);

test('gives offsets of literals with their quotes, and of objects as they were sent', () => {
  const body = Buffer.from('{"documents":[{ "text":"a\\n" }, {"text" : "é"}],"x": 1.50 }');
  const { fields, documents } = scan(body) as ScannedRequest;
  const sent = (start: number | undefined, end: number | undefined) => body.subarray(start, end).toString();
  expect([...fields].map(([name, { start, end }]) => [name, sent(start, end)])).toEqual([
    ['documents', '[{ "text":"a\\n" }, {"text" : "é"}]'],
    ['x', '1.50'],
  ]);
  expect(documents).toMatchObject({ form: 'text-object', count: 2 });
  expect([sent(documents.texts[0], documents.texts[1]), sent(documents.texts[2], documents.texts[3])]).toEqual([
    '"a\\n"',
    '"é"',
  ]);
  expect([sent(documents.wholes[0], documents.wholes[1]), sent(documents.wholes[2], documents.wholes[3])]).toEqual([
    '{ "text":"a\\n" }',
    '{"text" : "é"}',
  ]);
});

test('strings are their own texts', () => {
  const { documents } = scan(Buffer.from('{"documents":["a","b"]}')) as ScannedRequest;
  expect(documents).toEqual({
    form: 'string',
    count: 2,
    texts: Uint32Array.of(14, 17, 18, 21),
    wholes: documents.texts,
  });
  expect(documents.wholes).toBe(documents.texts);
});

test('the scanner is made for the first body that is UTF-8, and once', () => {
  let made = 0;
  const lazy = createRequestScanner(() => {
    made++;
    return scanInScript;
  });
  expect(lazy(Buffer.of(0xff))).toBeUndefined();
  expect(made).toBe(0);
  const body = Buffer.from('{"documents":["a"]}');
  expect(lazy(body)).toEqual(lazy(body));
  expect(made).toBe(1);
});

test('JavaScript scans where WebAssembly cannot', () => {
  expect(createFastestScan({})).toBe(scanInScript);
  expect(createFastestScan()).not.toBe(scanInScript);
});

test('a body that does not fit a string is not eligible and not looked at', () => {
  // Never written to, so it takes no memory.
  const body = new Uint8Array(constants.MAX_STRING_LENGTH + 1);
  const looked = createRequestScanner(() => () => {
    throw new Error('looked at');
  });
  expect(looked(body)).toBeUndefined();
});
