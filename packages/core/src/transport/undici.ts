import { Agent, type Dispatcher } from 'undici';
import { spliceForNode } from '../documents/splice-for-node.ts';
import { invalidInput } from '../errors.ts';
import { bodyTooLong } from './fetch.ts';
import type { EncodedRequest, HttpResponse, Transport } from './transport.ts';

/** Settings of the undici transport. */
export interface UndiciTransportOptions {
  /**
   * Of undici 7. Yours to close. Default: an Agent of the transport's own. It opens as many connections to a host as
   * there are requests in flight, gives each at most 10 s to open, and keeps an idle one for 4 s, which is shorter than
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
 * Throws `invalid_request` for a dispatcher that cannot dispatch.
 */
export function undiciTransport(options: UndiciTransportOptions = {}): Transport {
  const { dispatcher: given } = options;
  if (given !== undefined && typeof given?.dispatch !== 'function') {
    const problem =
      'must be a dispatcher of undici 7, such as new Agent() or new ProxyAgent(uri): it has no dispatch method';
    throw invalidInput('dispatcher', problem);
  }
  const own = given === undefined ? new Agent(agentOptions) : undefined;
  const dispatcher = given ?? (own as Dispatcher);
  const places = new UrlCache();
  const transport: Transport = (request, { maxResponseBytes, onAbort }) =>
    new Promise<HttpResponse>((resolve, reject) => {
      const collector = new ResponseCollector(maxResponseBytes, resolve, reject);
      onAbort((reason) => collector.end(reason));
      dispatcher.dispatch(toDispatch(request, places), collector);
    });
  // Not undici's close, which waits for connections that are still being made.
  return Object.assign(transport, { close: async () => own?.destroy() });
}

interface Place {
  readonly origin: string;
  readonly path: string;
}

/** Caches parsed URLs: a deployment's requests go to few, and parsing one takes a large part of a small call's time. */
class UrlCache {
  readonly #places = new Map<string, Place>();

  of(url: string): Place {
    const known = this.#places.get(url);
    if (known !== undefined) return known;
    const { origin, pathname, search } = new URL(url);
    const place = { origin, path: pathname + search };
    if (this.#places.size >= 256) this.#places.clear();
    this.#places.set(url, place);
    return place;
  }
}

function toDispatch({ url, method, headers, body }: EncodedRequest, places: UrlCache): Dispatcher.DispatchOptions {
  const { origin, path } = places.of(url);
  if (typeof body !== 'object' || !('texts' in body)) return { origin, path, method, headers, body: body ?? null };
  const { length, content } = spliceForNode(body);
  // An iterable does not say how long it is.
  const list = ['content-length', String(length)];
  for (const name in headers) list.push(name, headers[name] as string);
  // undici takes iterables, which its types leave out.
  return { origin, path, method, headers: list, body: content as Buffer };
}

/** Collects a response. What undici reports after the exchange has ended is ignored. */
class ResponseCollector implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | undefined;
  #reason: unknown;
  #ended = false;
  #status = 0;
  #headers: HttpResponse['headers'] = {};
  /** A small response is one chunk; an array for it would take more than the rest of this object. */
  #first: Uint8Array | undefined;
  #rest: Uint8Array[] | undefined;
  #bytes = 0;
  readonly #maxBytes: number;
  readonly #resolve: (response: HttpResponse) => void;
  readonly #reject: (error: unknown) => void;

  constructor(maxBytes: number, resolve: (response: HttpResponse) => void, reject: (error: unknown) => void) {
    this.#maxBytes = maxBytes;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  end(reason: unknown): void {
    this.#ended = true;
    this.#reason = reason;
    this.#reject(reason);
    this.#controller?.abort(reason as Error);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // The exchange ended while it waited for a connection.
    if (this.#ended) controller.abort(this.#reason as Error);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: RawHeaders): void {
    this.#status = status;
    this.#headers = joinRepeated(headers);
    this.#refuseAbove(Number(this.#headers['content-length'] ?? 0));
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#first === undefined) this.#first = chunk;
    else if (this.#rest === undefined) this.#rest = [chunk];
    else this.#rest.push(chunk);
    this.#bytes += chunk.length;
    this.#refuseAbove(this.#bytes);
  }

  onResponseEnd(): void {
    const status = this.#status;
    const headers = this.#headers;
    const first = this.#first;
    const rest = this.#rest;
    const body = first === undefined || rest === undefined ? first : Buffer.concat([first, ...rest]);
    this.#resolve({ status, headers, body: body === undefined ? '' : decode(body) });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error);
  }

  #refuseAbove(length: number): void {
    if (length > this.#maxBytes) this.end(bodyTooLong(this.#maxBytes));
  }
}

/** Decodes UTF-8 like a `TextDecoder`: removes a byte order mark, which no JSON parser accepts. */
function decode({ buffer, byteOffset, length }: Uint8Array): string {
  const text = Buffer.from(buffer, byteOffset, length).toString();
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

type RawHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Joins repeated headers. Returns the same object if none is repeated, which is nearly always. */
function joinRepeated(headers: RawHeaders): HttpResponse['headers'] {
  let joined: Record<string, string> | undefined;
  for (const name in headers) {
    const value = headers[name];
    if (!Array.isArray(value)) continue;
    joined ??= { ...headers } as Record<string, string>;
    joined[name] = value.join(', ');
  }
  return joined ?? (headers as HttpResponse['headers']);
}
