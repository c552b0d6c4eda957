import { withSegments } from '@openrerank/shapes';

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
const withRoute = (baseUrl: string, route: string): string =>
  withSegments(baseUrl, (segments) => {
    const root = segments.findIndex((segment, at) => roots.has(segment) && segments[at + 1] === 'v1');
    if (root !== -1) return [...segments.slice(0, root), route];
    return segments.at(-1) === route.split('/').at(-1) ? segments : [...segments, route];
  });

/** Whether a base URL is one of the compatible route, which LiteLLM takes for `DASHSCOPE_API_BASE_RERANK`. */
export const isCompatible = (baseUrl: string): boolean => /\/reranks\/*$/.test(new URL(baseUrl).pathname);
