import { withSegments } from '@openrerank/shapes';

/**
 * Where a route of vLLM is. The base URL may be the server, also behind a path prefix, end in `/v1` or `/v2`, or be the
 * whole URL of either route, which is used as it is written. A query string stays.
 */
export const vllmUrl = (baseUrl: string, route: 'rerank' | 'score'): string =>
  withSegments(baseUrl, (segments) => {
    if (segments.at(-1) === route) return segments;
    const prefix = segments.at(-1) === otherRoute[route] ? segments.slice(0, -1) : segments;
    // There is no /v2/score.
    const isOfV2 = route === 'score' && prefix.at(-1) === 'v2';
    return [...(isOfV2 ? prefix.slice(0, -1) : prefix), route];
  });

const otherRoute = { rerank: 'score', score: 'rerank' } as const;
