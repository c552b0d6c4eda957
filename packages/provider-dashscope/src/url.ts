/** Where DashScope's routes begin. LiteLLM's users keep the chat API's `/compatible-mode/v1` in the same variable. */
const roots: ReadonlySet<string | undefined> = new Set(['api', 'compatible-mode', 'compatible-api']);

const nativeRoute = 'api/v1/services/rerank/text-rerank/text-rerank';
/** In the plural, and not below `compatible-mode`, where chat is. */
const compatibleRoute = 'compatible-api/v1/reranks';

export const nativeUrl = (baseUrl: string): string => withRoute(baseUrl, nativeRoute);

export const compatibleUrl = (baseUrl: string): string => withRoute(baseUrl, compatibleRoute);

/**
 * The base URL may be a host, a prefix, or reach into any of DashScope's routes: what belongs to those is replaced. A
 * full URL of a gateway's own, which ends as the route does, is used as it is.
 */
function withRoute(baseUrl: string, route: string): string {
  const url = new URL(baseUrl);
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  const root = segments.findIndex((segment, at) => roots.has(segment) && segments[at + 1] === 'v1');
  const isFull = root === -1 && segments.at(-1) === route.split('/').at(-1);
  url.pathname = isFull ? segments.join('/') : [...segments.slice(0, root === -1 ? undefined : root), route].join('/');
  url.hash = '';
  return url.href;
}
