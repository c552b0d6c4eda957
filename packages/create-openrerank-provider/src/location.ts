import type { Answers, WireShape } from './answers.ts';

/** Where the API is, in the two parts that a provider needs. */
export interface Location {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** What follows it, as in `v1/rerank`. */
  readonly route: string;
}

const usualRoute: Readonly<Record<WireShape, string>> = { cohere: 'v1/rerank', tei: 'rerank', custom: 'v1/rerank' };

const isVersion = (segment: string) => /^v\d+$/.test(segment);
const isRoute = (segment: string) => /^(?:re-?)?rank(?:ing)?$/.test(segment);

/** A base URL may end in the API's version or in the route itself. Either belongs to the route: it goes with the body. */
export function locate({ baseUrl, shape }: Answers): Location {
  const { origin, pathname } = new URL(baseUrl);
  const segments = pathname.split('/').filter((segment) => segment !== '');
  const last = segments.at(-1) ?? '';
  if (!isRoute(last) && !isVersion(last)) return { baseUrl: [origin, ...segments].join('/'), route: usualRoute[shape] };
  const steps = isRoute(last) ? segments : [...segments, 'rerank'];
  const from = steps.length - routeLength(steps);
  return { baseUrl: [origin, ...steps.slice(0, from)].join('/'), route: steps.slice(from).join('/') };
}

/**
 * How many segments at the end are the route's. The one in front of them is no version and none of them: `routeUrl` would take
 * it for a step of the route that the base URL reaches already.
 */
function routeLength(segments: readonly string[]): number {
  let length = 1;
  for (const segment of segments.slice(0, -1).reverse()) {
    if (!isVersion(segment) && !segments.slice(-length).includes(segment)) break;
    length += 1;
  }
  return length;
}
