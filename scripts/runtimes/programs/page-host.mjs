// Runs a script where only what browsers have is global: node page-host.mjs <script> <upstream>
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { createContext, runInContext } from 'node:vm';

const [script = '', upstream] = process.argv.slice(2);
/** The web's globals that the sdk may use. No process, Buffer, require, global or setImmediate. */
const web = { AbortController, AbortSignal, Headers, ReadableStream, Request, Response, TextDecoder, TextEncoder, URL };
const functions = { atob, btoa, clearTimeout, console, crypto, fetch, performance, queueMicrotask, setTimeout };
const page = createContext({ ...web, ...functions, upstream });
runInContext(readFileSync(script, 'utf8'), page, { filename: script });
console.log(JSON.stringify(await page['ranked']));
