import { RerankError } from '../errors.ts';
import { abortSignalOf, bodyBytes, type EncodedRequest, type Transport, type TransportInit } from './transport.ts';

type Fetch = typeof globalThis.fetch;

/** The runtime's own `fetch`: browsers, Deno, Bun, workers, Node. */
export function fetchTransport(options: { readonly fetch?: Fetch | undefined } = {}): Transport {
  return async (request, init) => {
    // Looked up at every call, so that instrumentation that replaces the global one is used.
    const fetch = options.fetch ?? globalThis.fetch;
    if (typeof fetch !== 'function') {
      throw new RerankError(
        'unsupported',
        'This runtime has no fetch. Pass a transport, or fetchTransport({ fetch }).',
      );
    }
    try {
      return await exchange(fetch, request, init);
    } catch (cause) {
      // fetch throws a TypeError for network failures; from any other transport a TypeError is a defect.
      throw cause instanceof RerankError ? cause : new Error('fetch failed', { cause });
    }
  };
}

async function exchange(fetch: Fetch, { url, method, headers, body }: EncodedRequest, init: TransportInit) {
  const response = await fetch(url, {
    method,
    headers,
    signal: abortSignalOf(init),
    redirect: 'manual',
    ...(body !== undefined && { body: bodyBytes(body) as BodyInit }),
  });
  return {
    // A browser hides the status of a redirect that it does not follow.
    status: response.type === 'opaqueredirect' ? 302 : response.status,
    headers: Object.fromEntries(response.headers),
    body: await readBody(response.body, init.maxResponseBytes),
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
  new RerankError('invalid_response', `The upstream's response is longer than ${maxBytes} bytes (maxResponseBytes).`);
