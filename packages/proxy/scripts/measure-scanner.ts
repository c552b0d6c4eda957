/** Times the scanners and JSON.parse side by side. Only the ratios of one run mean anything. */
import { isUtf8 } from 'node:buffer';
import { createRequestScanner } from '../src/scan/request-scanner.ts';
import { scanInScript } from '../src/scan/script-scan.ts';
import { createWasmScan } from '../src/scan/wasm-scan.ts';

const rounds = 60;
const msPerTurn = 4;

const words = 'passage retrieval relevance of documents the query in models ranked score evidence'.split(' ');
const text = (count: number) => Array.from({ length: count }, (_, i) => words[(i * 7 + (i >> 3)) % 12]).join(' ');
const body = (documents: readonly unknown[]) =>
  Buffer.from(JSON.stringify({ model: 'rerank', query: 'how to rank passages', documents, top_n: 10 }));
const many = (count: number, document: unknown) => body(Array.from({ length: count }, () => document));

const bodies: Readonly<Record<string, Buffer>> = {
  'S, 3 strings': many(3, text(16)),
  'M, 100 strings': many(100, text(200)),
  'L, 1,000 strings': many(1000, text(200)),
  'L, objects': many(1000, { text: text(200) }),
  'L, an escape every 6 words': many(1000, `${text(6)}\n`.repeat(33)),
  'L, Greek': many(1000, 'κατάταξη αποσπασμάτων '.repeat(33)),
  'XL, 10,000 strings of 1,500 words': many(10_000, text(1500)),
};

const variants: Readonly<Record<string, (body: Buffer) => unknown>> = {
  wasm: createRequestScanner(createWasmScan),
  script: createRequestScanner(() => scanInScript),
  'UTF-8 check': isUtf8,
  copy: (bytes) => target.set(bytes),
  decode: (bytes) => bytes.toString(),
  'decode and parse': (bytes) => JSON.parse(bytes.toString()),
};

/** What copying costs, of which the WebAssembly scanner's time has one. */
const target = Buffer.alloc(Math.max(...Object.values(bodies).map(({ length }) => length)));

/** The median of µs per call of each variant, whose turns alternate. */
function measure(bytes: Buffer): Map<string, number> {
  const timings = new Map(Object.keys(variants).map((name) => [name, [] as number[]]));
  for (let round = 0; round < (bytes.length > 1e7 ? 5 : rounds); round++) {
    for (const [name, run] of Object.entries(variants)) timings.get(name)?.push(turn(run, bytes));
  }
  return new Map([...timings].map(([name, times]) => [name, median(times)]));
}

function turn(run: (body: Buffer) => unknown, bytes: Buffer): number {
  const start = performance.now();
  let calls = 0;
  let elapsed = 0;
  for (; elapsed < msPerTurn; elapsed = performance.now() - start) {
    run(bytes);
    calls++;
  }
  return (elapsed * 1000) / calls;
}

const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;

for (const [name, bytes] of Object.entries(bodies)) {
  const medians = measure(bytes);
  const wasm = medians.get('wasm') ?? Number.NaN;
  const columns = [...medians].map(
    ([variant, us]) => `${variant} ${us.toFixed(us < 100 ? 2 : 0)} µs (${(us / wasm).toFixed(2)})`,
  );
  console.log(`${name}, ${bytes.length} bytes: ${columns.join(' · ')}`);
}
