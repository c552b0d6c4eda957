import type { Scan, ScannedDocuments, ScannedRequest, Span } from './scanned-request.ts';
import { scannerModule } from './scanner-module.ts';

/** What scanner/request.ts exports. Addresses and sizes are in bytes. */
interface Scanner {
  readonly scan: () => number;
  readonly fieldCount: () => number;
  readonly documentCount: () => number;
  readonly documentsAreObjects: () => number;
  readonly fields: Address;
  readonly texts: Address;
  readonly wholes: Address;
  readonly window: Address;
  readonly windowBytes: Address;
}

type Address = WebAssembly.Global<'i32'>;

export interface WasmScanSettings {
  /** What the scanner works in, 18 pages that no one else uses. */
  readonly memory?: WebAssembly.Memory;
  /** How much of a body it gets at once. No more than its window holds, which is the default. */
  readonly blockBytes?: number;
}

const empty = new Uint8Array();

/** What runs JavaScript, of which only this counts. Node has no WebAssembly when started with --jitless. */
export interface Runtime {
  readonly WebAssembly?: Pick<typeof WebAssembly, 'validate'> | undefined;
}

/** Whether SIMD instructions run here: the module is not valid where they do not. */
export function isWasmScanSupported(runtime: Runtime = globalThis): boolean {
  return runtime.WebAssembly?.validate(moduleBytes()) ?? false;
}

/**
 * Scans UTF-8 with the WebAssembly module, which is compiled and instantiated here. Its memory is 1.1 MiB and never
 * grows: a body passes through it in blocks. After a scan it holds offsets, and nothing of the body.
 */
export function createWasmScan({ memory = newMemory(), blockBytes }: WasmScanSettings = {}): Scan {
  let source: Uint8Array = empty;
  let passed = 0;
  const input = {
    nextBlock() {
      const length = Math.min(size, source.length - passed);
      if (length > 0) window.set(length === source.length ? source : source.subarray(passed, passed + length));
      passed += length;
      return length;
    },
  };
  const module = new WebAssembly.Module(moduleBytes());
  const scanner = new WebAssembly.Instance(module, { env: { memory }, input }).exports as unknown as Scanner;
  const window = new Uint8Array(memory.buffer, scanner.window.value, scanner.windowBytes.value);
  const size = blockBytes ?? window.length;
  const spans = new Uint32Array(memory.buffer);

  return (body) => {
    source = body;
    passed = 0;
    try {
      return scanner.scan() === 0 ? undefined : readResult(scanner, spans, body);
    } finally {
      window.fill(0, 0, Math.min(size, passed));
      source = empty;
    }
  };
}

const moduleBytes = (): Uint8Array<ArrayBuffer> => Buffer.from(scannerModule, 'base64');

const newMemory = () => new WebAssembly.Memory({ initial: 18, maximum: 18 });

function readResult(scanner: Scanner, spans: Uint32Array, body: Uint8Array): ScannedRequest | undefined {
  const fields = new Map<string, Span>();
  const first = scanner.fields.value / 4;
  const count = scanner.fieldCount();
  for (let i = first; i < first + 4 * count; i += 4) {
    fields.set(readKey(body, spanAt(spans, i)), spanAt(spans, i + 2));
  }
  return fields.size === count ? { fields, documents: readDocuments(scanner, spans) } : undefined;
}

const spanAt = (spans: Uint32Array, i: number): Span => ({ start: spans[i] as number, end: spans[i + 1] as number });

/** A key is printable ASCII without escapes: one byte a character. */
function readKey(body: Uint8Array, { start, end }: Span): string {
  let key = '';
  for (let at = start; at < end; at++) key += String.fromCharCode(body[at] as number);
  return key;
}

function readDocuments(scanner: Scanner, spans: Uint32Array): ScannedDocuments {
  const count = scanner.documentCount();
  const copy = ({ value }: Address) => spans.slice(value / 4, value / 4 + 2 * count);
  const texts = copy(scanner.texts);
  if (scanner.documentsAreObjects() === 0) return { form: 'string', count, texts, wholes: texts };
  return { form: 'text-object', count, texts, wholes: copy(scanner.wholes) };
}
