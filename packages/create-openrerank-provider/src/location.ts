import type { Answers, WireShape } from './answers.ts';

/** Where the API is, in the two parts that a provider needs. */
export interface Location {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** What follows it, as in `v1/rerank`. */
  readonly route: string;
}

const usualRoute: Readonly<Record<WireShape, string>> = { cohere: 'v1/rerank', tei: 'rerank', custom: 'v1/rerank' };

const isVersion = (segment: string | undefined) => segment !== undefined && /^v\d+$/.test(segment);
const isRoute = (segment: string | undefined) => segment !== undefined && /^(?:re-?)?rank(?:ing)?$/.test(segment);

/** A base URL may end in the API's version or in the route itself. Either belongs to the route: it goes with the body. */
export function locate({ baseUrl, shape }: Answers): Location {
  const { origin, pathname } = new URL(baseUrl);
  const segments = pathname.split('/').filter((segment) => segment !== '');
  const from = segments.length - routeLength(segments);
  const [...route] = segments.slice(from);
  if (route.length > 0 && !isRoute(route.at(-1))) route.push('rerank');
  return {
    baseUrl: [origin, ...segments.slice(0, from)].join('/'),
    route: route.length === 0 ? usualRoute[shape] : route.join('/'),
  };
}

/** How many segments at the end are the route's. */
function routeLength(segments: readonly string[]): number {
  const named = isRoute(segments.at(-1)) ? 1 : 0;
  return named + (isVersion(segments.at(-1 - named)) ? 1 : 0);
}
