type EmitWarning = (message: string, options: { type: string; code: string; detail: string }) => void;

const detail = [
  'In an ES module bundle for Node, undici needs a require: keep it out of the bundle (esbuild --external:undici) and deploy',
  "it beside the bundle, or define one at the top: import { createRequire } from 'node:module';",
  'const require = createRequire(import.meta.url);',
  'Without a bundle, install undici 7. To use fetch without this warning, import @openrerank/sdk/fetch or pass',
  'transport: fetchTransport().',
].join(' ');

/** Makes a function that warns, once only, that fetch replaces undici, why, and what to do. */
export function createUndiciWarning(emitWarning: EmitWarning): (reason: unknown) => void {
  let emitted = false;
  return (reason) => {
    if (emitted) return;
    emitted = true;
    const cause = reason instanceof Error ? reason.message : String(reason);
    emitWarning(`undici could not be loaded, so requests are sent with fetch, which is slower: ${cause}`, {
      type: 'OpenRerankWarning',
      code: 'OPENRERANK_UNDICI_NOT_LOADED',
      detail,
    });
  };
}
