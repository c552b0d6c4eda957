import { RerankError } from '../errors.ts';
import type { Transport } from './transport.ts';

/** The runtime's own `fetch`: browsers, Deno, Bun, workers, Node. */
export function fetchTransport(options: { readonly fetch?: typeof globalThis.fetch | undefined } = {}): Transport {
  return async ({ url, method, headers, body }, { signal, maxResponseBytes }) => {
    // Looked up at every call, so that instrumentation that replaces the global one is used.
    const fetch = options.fetch ?? globalThis.fetch;
    const response = await fetch(url, {
      method,
      headers,
      signal,
      redirect: 'manual',
      ...(body !== undefined && { body: body as BodyInit }),
    });
    return {
      // A browser hides the status of a redirect that it does not follow.
      status: response.type === 'opaqueredirect' ? 302 : response.status,
      headers: Object.fromEntries(response.headers),
      body: await readBody(response.body, maxResponseBytes),
    };
  };
}

async function readBody(stream: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<string> {
  if (stream === null) return '';
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let text = '';
  let bytes = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    bytes += chunk.value.byteLength;
    if (bytes > maxBytes) {
      reader.cancel().catch(() => {});
      throw bodyTooLong(maxBytes);
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
  return text + decoder.decode();
}

/** What every transport throws for a body over its cap. */
export const bodyTooLong = (maxBytes: number): RerankError =>
  new RerankError('invalid_response', `The upstream's answer is longer than ${maxBytes} bytes (maxResponseBytes).`);
