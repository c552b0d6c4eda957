import { parse } from 'node:querystring';
import type { Dialect, Problem } from '../dialects/dialect.ts';
import { nearest } from '../nearest.ts';
import { createPathPattern, type PathPattern } from './path-pattern.ts';
import { badHttp, methodNotAllowed, unknownRoute } from './refusals.ts';
import type { Route, RouteRequest } from './routes.ts';

/** Finds routes by path. */
export interface RouteTable {
  /** A route that has this very path. HEAD is served where GET is. */
  find(method: string, path: string): Route | undefined;
  /** A route whose pattern the path fits. To be asked when `find` has none. */
  match(method: string, path: string): { readonly route: Route; readonly params: RouteRequest['params'] } | undefined;
  /** Why there is none. */
  explain(method: string, path: string): Problem;
  /** What a client speaks that asks for this path, whatever its method, and even where there is no such route. */
  dialectOf(path: string): Dialect | undefined;
}

type Methods = Map<string, Route>;

/** `others` are paths that are served by something else. */
export function createRouteTable(routes: readonly Route[], others: readonly string[]): RouteTable {
  const table = new Map<string, Methods>();
  for (const route of routes) {
    const methods: Methods = table.get(route.path) ?? new Map();
    methods.set(route.method, route);
    if (route.method === 'GET') methods.set('HEAD', route);
    table.set(route.path, methods);
  }
  const patterns = [...table].flatMap(([path, methods]) => {
    const pattern = createPathPattern(path);
    return pattern === undefined ? [] : [{ pattern, methods }];
  });
  const methodsOf = (path: string) => table.get(path) ?? patterns.find(({ pattern }) => fits(pattern, path))?.methods;
  const byPrefix = dialectsByPrefix(routes);

  return {
    find: (method, path) => table.get(path)?.get(method),
    match(method, path) {
      for (const { pattern, methods } of patterns) {
        const params = pattern(path);
        const route = methods.get(method);
        if (params !== undefined && route !== undefined) return { route, params };
      }
      return undefined;
    },
    explain(method, path) {
      const methods = methodsOf(path);
      if (methods !== undefined) return methodNotAllowed(method, [...methods.keys()]);
      return isEncoded(path) ? unknownRoute(method, near(path, [...table.keys(), ...others])) : badHttp(400);
    },
    dialectOf(path) {
      const [route] = methodsOf(path)?.values() ?? [];
      return route?.dialect ?? byPrefix.get(firstSegment(path));
    },
  };
}

function near(path: string, paths: readonly string[]): readonly string[] {
  const found = nearest(path, paths);
  return found === undefined ? [] : [found];
}

const fits = (pattern: PathPattern, path: string) => pattern(path) !== undefined;

/** The dialect of a first segment under which all routes tell their problems alike. */
function dialectsByPrefix(routes: readonly Route[]): ReadonlyMap<string, Dialect | undefined> {
  const dialects = new Map<string, Dialect | undefined>();
  for (const { path, dialect } of routes) {
    const prefix = firstSegment(path);
    const isShared = dialects.has(prefix) && dialects.get(prefix)?.encodeProblem !== dialect?.encodeProblem;
    dialects.set(prefix, isShared ? undefined : dialect);
  }
  return dialects;
}

const firstSegment = (path: string) => path.split('/', 2)[1] ?? '';

/** A request's target without what follows the question mark. */
export function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

/** What follows it. */
export function queryOf(url: string): RouteRequest['query'] {
  const end = url.indexOf('?');
  return end === -1 ? none : parse(url.slice(end + 1));
}

const none: RouteRequest['query'] = {};

function isEncoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
