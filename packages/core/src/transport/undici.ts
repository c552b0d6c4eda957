import { Agent, type Dispatcher, request as send } from 'undici';
import { bodyTooLong } from './fetch.ts';
import type { HttpResponse, Transport } from './transport.ts';

/** Settings of the undici transport. */
export interface UndiciTransportOptions {
  /**
   * Yours to close. Default: an Agent of the transport's own, without undici's timeouts for headers and bodies, since the
   * executor has its own; undici's 10 s for connecting stay.
   */
  readonly dispatcher?: Dispatcher | undefined;
}

/**
 * The fast transport on Node: keep-alive connections, none of fetch's overhead. Its `close` ends calls that still run.
 */
export function undiciTransport(options: UndiciTransportOptions = {}): Transport {
  const own = options.dispatcher === undefined ? new Agent({ headersTimeout: 0, bodyTimeout: 0 }) : undefined;
  const dispatcher = options.dispatcher ?? (own as Dispatcher);
  const transport = async (
    ...[{ url, method, headers, body }, { signal, maxResponseBytes }]: Parameters<Transport>
  ): Promise<HttpResponse> => {
    const response = await send(url, { dispatcher, method, headers, signal, body: body ?? null });
    return {
      status: response.statusCode,
      headers: joinRepeated(response.headers),
      body: await readBody(response, maxResponseBytes),
    };
  };
  // Not undici's close, which waits for connections that are still being made.
  return Object.assign(transport, { close: async () => own?.destroy() });
}

async function readBody({ headers, body }: Dispatcher.ResponseData, maxBytes: number): Promise<string> {
  const declared = Number(headers['content-length']);
  // A declared length holds: the HTTP parser refuses a body that differs.
  if (declared <= maxBytes) return body.text();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // Leaving the loop early destroys the body and with it the connection.
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw bodyTooLong(maxBytes);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function joinRepeated(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    joined[name] = Array.isArray(value) ? value.join(', ') : (value as string);
  }
  return joined;
}
