import { parse } from 'node:querystring';
import type { Problem } from '../dialects/dialect.ts';
import { badHttp, methodNotAllowed, unknownRoute } from './refusals.ts';
import type { Route, RouteRequest } from './routes.ts';

/** Finds routes by path. */
export interface RouteTable {
  /** Undefined for a method or a path that is none of ours. HEAD is served where GET is. */
  find(method: string, path: string): Route | undefined;
  /** Why there is none. */
  explain(method: string, path: string): Problem;
}

/** `others` are paths that are served by something else. */
export function createRouteTable(routes: readonly Route[], others: readonly string[]): RouteTable {
  const table = new Map<string, Map<string, Route>>();
  for (const route of routes) {
    const methods = table.get(route.path) ?? new Map<string, Route>();
    methods.set(route.method, route);
    if (route.method === 'GET') methods.set('HEAD', route);
    table.set(route.path, methods);
  }
  return {
    find: (method, path) => table.get(path)?.get(method),
    explain(method, path) {
      const methods = table.get(path);
      if (methods !== undefined) return methodNotAllowed(method, [...methods.keys()]);
      return isEncoded(path) ? unknownRoute(method, [...table.keys(), ...others]) : badHttp(400);
    },
  };
}

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
