import { withSegments } from './with-segments.ts';

const version = /^v\d+$/;

/**
 * Where an API's route is, such as `v1/rerank`, for a base URL that may end anywhere on the way to it: at the host or at
 * a path in front of the API, at the version, or at the route itself, which is then used as it is. A version at the end
 * becomes the route's own, since the body is of that version. Trailing slashes do not matter; a query string stays.
 */
export function routeUrl(baseUrl: string, route: string): string {
  const steps = route.split('/');
  return withSegments(baseUrl, (segments) => {
    const reached = stepReached(steps, segments.at(-1));
    const prefix = reached === -1 ? segments : segments.slice(0, -1);
    return [...prefix, ...steps.slice(Math.max(reached, 0))];
  });
}

/** The step of the route that the base URL ends in, or -1. */
function stepReached(steps: readonly string[], last: string | undefined): number {
  if (last === undefined) return -1;
  const isVersion = version.test(last);
  return steps.findIndex((step) => step === last || (isVersion && version.test(step)));
}
