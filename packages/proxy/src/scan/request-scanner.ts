import { constants, isUtf8 } from 'node:buffer';
import type { Scan } from './scanned-request.ts';
import { scanInScript } from './script-scan.ts';
import { createWasmScan, isWasmScanSupported, type Runtime } from './wasm-scan.ts';

/** A body that does not fit a string is refused where the body is parsed. */
const mostBytes = constants.MAX_STRING_LENGTH;

/**
 * A scanner of rerank requests. One serves a whole process: it works synchronously, and what it returns is the caller's.
 * WebAssembly is compiled for the first body.
 */
export function createRequestScanner(createScan: () => Scan = () => createFastestScan()): Scan {
  let scan: Scan | undefined;
  return (body) => {
    if (body.length > mostBytes || !isUtf8(body)) return undefined;
    scan ??= createScan();
    return scan(body);
  };
}

/** The WebAssembly scanner if it runs here, else the one in JavaScript. */
export function createFastestScan(runtime?: Runtime): Scan {
  return isWasmScanSupported(runtime) ? createWasmScan() : scanInScript;
}
