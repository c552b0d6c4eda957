import { Agent, type Dispatcher } from 'undici';
import { bodyTooLong } from './fetch.ts';
import { spliceForNode } from './splice-for-node.ts';
import type { EncodedRequest, HttpResponse, LeanInit, LeanRequest, Transport, TransportInit } from './transport.ts';

/** Settings of the undici transport. */
export interface UndiciTransportOptions {
  /**
   * Of undici 7. Yours to close. Default: an Agent of the transport's own. It opens as many connections to a host as
   * there are requests under way, gives each at most 10 s to open, and keeps an idle one for 4 s, which is shorter than
   * the 5 s after which common Python servers close theirs; where a server announces its own time, up to 2 s less than
   * that. It has none of undici's timeouts for headers and bodies, since the executor has its own, and speaks HTTP/1.1:
   * HTTP/2 takes about twice the CPU.
   */
  readonly dispatcher?: Dispatcher | undefined;
}

const agentOptions: Agent.Options = {
  headersTimeout: 0,
  bodyTimeout: 0,
  keepAliveTimeout: 4_000,
  connect: { timeout: 10_000 },
  allowH2: false,
};

/**
 * The fast transport on Node: keep-alive connections, none of fetch's overhead. Its `close` ends calls that still run.
 */
export function undiciTransport(options: UndiciTransportOptions = {}): Transport {
  const own = options.dispatcher === undefined ? new Agent(agentOptions) : undefined;
  const dispatcher = options.dispatcher ?? (own as Dispatcher);
  const lean = (request: LeanRequest, init: LeanInit) =>
    new Promise<HttpResponse>((resolve, reject) => {
      dispatcher.dispatch(toDispatch(request), receive(init, resolve, reject));
    });
  const transport = async (request: EncodedRequest, { signal, maxResponseBytes }: TransportInit) => {
    let tell = () => {};
    const onAbort: LeanInit['onAbort'] = (listener) => {
      tell = () => listener(signal.reason);
      if (signal.aborted) tell();
      else signal.addEventListener('abort', tell, { once: true });
    };
    try {
      return await lean(request, { maxResponseBytes, onAbort });
    } finally {
      signal.removeEventListener('abort', tell);
    }
  };
  // Not undici's close, which waits for connections that are still being made.
  return Object.assign(transport, { lean, close: async () => own?.destroy() });
}

function toDispatch({ url, method, headers, body, spliced }: LeanRequest): Dispatcher.DispatchOptions {
  const { origin, pathname, search } = new URL(url);
  const path = pathname + search;
  if (spliced === undefined) return { origin, path, method, headers, body: body ?? null };
  const { length, content } = spliceForNode(spliced);
  // An iterable does not say how long it is.
  const list = ['content-length', String(length)];
  for (const name in headers) list.push(name, headers[name] as string);
  // undici takes iterables, which its types leave out.
  return { origin, path, method, headers: list, body: content as Buffer };
}

/** Collects an answer. What undici tells of an exchange after it is settled is nobody's business. */
function receive(
  { maxResponseBytes, onAbort }: LeanInit,
  resolve: (response: HttpResponse) => void,
  reject: (error: unknown) => void,
): Dispatcher.DispatchHandler {
  const chunks: Uint8Array[] = [];
  let controller: Dispatcher.DispatchController | undefined;
  /** Why the exchange is to end, once it is. */
  let ended: { readonly reason: Error } | undefined;
  let status = 0;
  let headers: HttpResponse['headers'] = {};
  let bytes = 0;
  const end = (reason: unknown) => {
    ended = { reason: reason as Error };
    reject(reason);
    controller?.abort(ended.reason);
  };
  const refuseAbove = (length: number) => {
    if (length > maxResponseBytes) end(bodyTooLong(maxResponseBytes));
  };
  onAbort(end);
  return {
    onRequestStart(started) {
      controller = started;
      // Its time was up while it waited for a connection.
      if (ended !== undefined) controller.abort(ended.reason);
    },
    onResponseStart(_, statusCode, received) {
      status = statusCode;
      headers = joinRepeated(received);
      refuseAbove(Number(headers['content-length'] ?? 0));
    },
    onResponseData(_, chunk) {
      chunks.push(chunk);
      bytes += chunk.length;
      refuseAbove(bytes);
    },
    onResponseEnd: () => resolve({ status, headers, body: decode(chunks) }),
    onResponseError: (_, error) => reject(error),
  };
}

function decode(chunks: readonly Uint8Array[]): string {
  const [first] = chunks;
  return new TextDecoder().decode(chunks.length === 1 ? first : Buffer.concat(chunks));
}

type RawHeaders = Readonly<Record<string, string | string[] | undefined>>;

function joinRepeated(headers: RawHeaders): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    joined[name] = Array.isArray(value) ? value.join(', ') : (value as string);
  }
  return joined;
}
