import { expect, test } from 'vitest';
import { maxDocuments } from '../../src/scan/scanned-request.ts';
import { scanInScript } from '../../src/scan/script-scan.ts';
import { createWasmScan, isWasmScanSupported } from '../../src/scan/wasm-scan.ts';

const newMemory = () => new WebAssembly.Memory({ initial: 18, maximum: 18 });
const secret = 'correct horse battery staple ';
const bodyOf = (documents: readonly unknown[], query = 'q') => Buffer.from(JSON.stringify({ query, documents }));

test('a long body leaves nothing in memory, nor does one that is refused', () => {
  const memory = newMemory();
  const scan = createWasmScan({ memory });
  const long = bodyOf(Array.from({ length: 200 }, () => secret.repeat(20)));
  expect(long.length).toBeGreaterThan(0x10000);
  expect(scan(long)).toBeDefined();
  expect(Buffer.from(memory.buffer).includes('horse')).toBe(false);
  expect(scan(long.subarray(0, -1))).toBeUndefined();
  expect(scan(Buffer.from(`{"${secret}`))).toBeUndefined();
  expect(Buffer.from(memory.buffer).includes('horse')).toBe(false);
});

test('a result depends on the bytes given, not on what was scanned before', () => {
  const scan = createWasmScan();
  const long = bodyOf([`${'x'.repeat(50)}"]}`.repeat(2_000)], secret);
  const short = bodyOf([{ text: 'a' }]);
  const alone = createWasmScan()(short);
  scan(long);
  expect(scan(short)).toEqual(alone);
  for (let length = 0; length < short.length; length++) {
    scan(long);
    expect(scan(short.subarray(0, length))).toBeUndefined();
  }
});

test('a result stays as it is when another body is scanned', () => {
  const scan = createWasmScan();
  const body = bodyOf(['a', 'bb']);
  const result = scan(body);
  scan(bodyOf([{ text: 'c' }, { text: 'd' }, { text: 'e' }], 'longer'));
  expect(result).toEqual(scanInScript(body));
});

test('the bytes around a view are not part of the body', () => {
  const body = bodyOf(['a']);
  const around = Buffer.concat([Buffer.from('{"query":"'), body, Buffer.from(',"x":1}')]);
  const view = new Uint8Array(around.buffer, around.byteOffset + 10, body.length);
  expect(createWasmScan()(view)).toEqual(createWasmScan()(body));
  expect(scanInScript(view)).toEqual(scanInScript(body));
});

test('a body may be many times larger than the window, with any token across its blocks', () => {
  const scan = createWasmScan();
  // Lengths that are no divisors of the window's put its ends in different places of a document.
  for (const length of [1, 13, 997, 65_537, 300_001]) {
    const texts = Array.from(
      { length: Math.ceil(400_000 / (length + 20)) },
      (_, i) => `${i}\\ "é"\n${'y'.repeat(length)}`,
    );
    const strings = bodyOf(texts);
    const objects = Buffer.from(JSON.stringify({ documents: texts.map((text) => ({ text })) }, null, 2));
    for (const body of [strings, objects]) {
      expect(scan(body)?.documents.count).toBe(texts.length);
      expect(scan(body)).toEqual(scanInScript(body));
    }
  }
});

test('there may be 65,536 documents', () => {
  const bodyWith = (count: number) => Buffer.from(`{"documents":[${'"",'.repeat(count - 1)}""]}`);
  const scan = createWasmScan();
  const result = scan(bodyWith(maxDocuments));
  expect(result?.documents.count).toBe(65_536);
  expect(result).toEqual(scanInScript(bodyWith(maxDocuments)));
  expect(scan(bodyWith(maxDocuments + 1))).toBeUndefined();
  expect(scanInScript(bodyWith(maxDocuments + 1))).toBeUndefined();
});

test('the spans of 65,536 objects fit too', () => {
  const body = Buffer.from(`{"documents":[${'{"text":""},'.repeat(maxDocuments - 1)}{"text":""}]}`);
  expect(createWasmScan()(body)).toEqual(scanInScript(body));
});

test('WebAssembly is not used where the module is not valid or there is none', () => {
  expect(isWasmScanSupported()).toBe(true);
  expect(isWasmScanSupported({ WebAssembly: { validate: () => false } })).toBe(false);
  expect(isWasmScanSupported({})).toBe(false);
});
