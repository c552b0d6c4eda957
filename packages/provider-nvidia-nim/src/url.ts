/**
 * Where a rerank request goes. The base URL may be a host, a path prefix in front of NVIDIA's routes, or either with a
 * final `/v1` or `/v1/retrieval`. One that is a full URL already (its path holds `/retrieval/` or ends in `/ranking`)
 * is used as it is. Trailing slashes do not matter; a query string stays at the end.
 */
export function resolveUrl(baseUrl: string, route: string): string {
  return withPath(baseUrl, (segments) => (isFull(segments) ? segments : [...prefixOf(segments), 'v1', route]));
}

/** Where the result of an accepted request is asked for, in front of the same prefix. */
export function statusUrl(baseUrl: string, requestId: string): string {
  return withPath(baseUrl, (segments) => [...prefixOf(segments), 'v1', 'status', requestId]);
}

/** NVIDIA's own hosts take no request without a key. */
export function isNvidiaHost(baseUrl: string): boolean {
  return /(^|\.)nvidia\.com\.?$/.test(new URL(baseUrl).hostname);
}

/** The host of NVIDIA's chat API, whose address users often keep in the variable that they share with it. */
export function isChatHost(baseUrl: string): boolean {
  return /^integrate\.api\.nvidia\.com\.?$/.test(new URL(baseUrl).hostname);
}

const isFull = (segments: readonly string[]) =>
  segments.at(-1) === 'ranking' || segments.slice(0, -1).includes('retrieval');

/** What stands in front of NVIDIA's own part of the path. */
function prefixOf(segments: readonly string[]): readonly string[] {
  const route = segments.at(-1) === 'ranking' ? segments.length - 1 : segments.lastIndexOf('retrieval');
  const prefix = route === -1 ? segments : segments.slice(0, route);
  return prefix.at(-1) === 'v1' ? prefix.slice(0, -1) : prefix;
}

function withPath(baseUrl: string, change: (segments: readonly string[]) => readonly string[]): string {
  const url = new URL(baseUrl);
  const segments = url.pathname.slice(1).split('/');
  while (segments.at(-1) === '') segments.pop();
  url.pathname = change(segments).join('/');
  url.hash = '';
  return url.href;
}
