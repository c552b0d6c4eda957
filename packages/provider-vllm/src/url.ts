/**
 * Where a route of vLLM is. The base URL may be the server, also behind a path prefix, end in `/v1` or `/v2`, or be the
 * whole URL of either route, which is used as it is written. A query string stays.
 */
export function routeUrl(baseUrl: string, route: 'rerank' | 'score'): string {
  const url = new URL(baseUrl);
  const segments = url.pathname.slice(1).split('/');
  while (segments.at(-1) === '') segments.pop();
  if (segments.at(-1) !== route) {
    if (segments.at(-1) === otherRoute[route]) segments.pop();
    // There is no /v2/score.
    if (route === 'score' && segments.at(-1) === 'v2') segments.pop();
    segments.push(route);
  }
  url.pathname = segments.join('/');
  url.hash = '';
  return url.href;
}

const otherRoute = { rerank: 'score', score: 'rerank' } as const;
