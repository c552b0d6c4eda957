import { createRequestScanner } from '../../src/scan/request-scanner.ts';
import type { Scan } from '../../src/scan/scanned-request.ts';
import { scanInScript } from '../../src/scan/script-scan.ts';
import { createWasmScan } from '../../src/scan/wasm-scan.ts';

const pages = 18;
const windowStart = 0x10000;
const windowEnd = 0x20000;

/** What an earlier body could have left behind: each would continue or complete a later one. */
const poisons = ['"', '}', ']}', 'a', '\\', ' ', '","x":1}', '\0', '\xff'];

const wasm = createRequestScanner(() => createWasmScan());
const script = createRequestScanner(() => scanInScript);

/** The scanners that must agree. The small blocks make every token straddle two of them sooner or later. */
export const scanners: ReadonlyMap<string, Scan> = new Map([
  ['WebAssembly', wasm],
  ['JavaScript', script],
  ['WebAssembly, byte by byte', createRequestScanner(() => createWasmScan({ blockBytes: 1 }))],
  ['WebAssembly, blocks of 17 bytes', createRequestScanner(() => createWasmScan({ blockBytes: 17 }))],
  ['WebAssembly in poisoned memory', poisonedScanner()],
]);

/** Before each scan the whole window is overwritten. */
function poisonedScanner(): Scan {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const window = Buffer.from(memory.buffer, windowStart, windowEnd - windowStart);
  const scan = createWasmScan({ memory, blockBytes: 40 });
  const patterns = poisons.map((text) => Buffer.alloc(window.length, text, 'latin1'));
  let turn = 0;
  return createRequestScanner(() => (body) => {
    turn++;
    window.set(patterns[turn % patterns.length] as Buffer);
    return scan(body);
  });
}
