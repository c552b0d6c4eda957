import type { CallSignal, Clock } from '@openrerank/core';
import type { Dialect, RequestBody } from '../dialects/dialect.ts';
import type { Ingress } from '../dialects/ingress.ts';
import type { CallFacts } from '../observe/access-line.ts';
import type { Router } from '../routing/router.ts';
import type { Group } from '../routing/targets.ts';
import { type HeaderList, jsonHeaders } from './headers.ts';
import { checkHealth } from './health.ts';
import { listModels } from './models.ts';
import { openApiDocument } from './openapi.ts';
import type { RerankHandler } from './rerank.ts';

/** One route without a web framework. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** A path, or a pattern of paths: see `createPathPattern`. */
  readonly path: string;
  readonly needsKey: boolean;
  /** What its clients speak, where it is another dialect than the proxy's own. */
  readonly dialect?: Dialect;
  /** Whether a POST route looks at the query string; a GET route may always. */
  readonly readsQuery?: boolean;
  /** Asked every few seconds by whatever runs the proxy; logged at `debug`. */
  readonly isProbe?: boolean;
  /** May throw `RerankError`. */
  answer(request: RouteRequest): RouteAnswer | Promise<RouteAnswer>;
}

export interface RouteRequest {
  readonly body: RequestBody;
  /** What the path has for the names in the route's pattern. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly requestId: string;
  readonly signal: CallSignal;
}

export interface RouteAnswer {
  readonly status: number;
  /** Names and values in turn, without the request's id. */
  readonly headers: HeaderList;
  readonly body: string | Uint8Array;
  readonly facts?: CallFacts;
}

export interface RoutesOptions {
  readonly ingresses: readonly Ingress[];
  readonly rerank: (dialect: Dialect) => RerankHandler;
  readonly router: Router;
  readonly groups: ReadonlyMap<string, Group>;
  readonly hasMasterKey: boolean;
  readonly clock: Pick<Clock, 'now'>;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly isDraining: () => boolean;
}

export function createRoutes(options: RoutesOptions): readonly Route[] {
  return [...rerankRoutes(options), ...modelRoutes(options), ...healthRoutes(options), openApiRoute(options)];
}

function rerankRoutes({ ingresses, rerank }: RoutesOptions): readonly Route[] {
  return ingresses.flatMap(({ dialect, paths, apiVersion, readsTarget = false }) => {
    const handle = rerank(dialect);
    const answer: Route['answer'] = readsTarget
      ? ({ body, requestId, signal, params, query }) => handle({ body, requestId, signal, target: { params, query } })
      : ({ body, requestId, signal }) => handle({ body, requestId, signal, apiVersion });
    return paths.map(
      (path): Route => ({ method: 'POST', path, needsKey: true, dialect, readsQuery: readsTarget, answer }),
    );
  });
}

function modelRoutes({ groups, startedAt }: RoutesOptions): readonly Route[] {
  const body = JSON.stringify(listModels(groups.keys(), startedAt));
  return ['/v1/models', '/models'].map((path) => ({
    method: 'GET',
    path,
    needsKey: true,
    answer: () => ({ status: 200, headers: jsonHeaders, body }),
  }));
}

function healthRoutes({ groups, router, clock, isDraining }: RoutesOptions): readonly Route[] {
  const alive: Pick<Route, 'method' | 'needsKey' | 'isProbe' | 'answer'> = {
    method: 'GET',
    needsKey: false,
    isProbe: true,
    answer: () => json(200, "I'm alive!"),
  };
  return [
    { ...alive, path: '/health/liveliness' },
    { ...alive, path: '/health/liveness' },
    {
      method: 'GET',
      path: '/health/readiness',
      needsKey: false,
      isProbe: true,
      answer: () => (isDraining() ? json(503, { status: 'shutting_down' }) : json(200, { status: 'ready' })),
    },
    {
      method: 'GET',
      path: '/health',
      needsKey: true,
      async answer({ query, signal }) {
        const { model } = query;
        const asked = typeof model === 'string' ? [router.group(model)] : [...groups.values()];
        return json(200, await checkHealth(asked, clock, signal));
      },
    },
  ];
}

function openApiRoute(options: RoutesOptions): Route {
  // Made once: it takes long, and anybody may ask for it.
  let answer: RouteAnswer | undefined;
  return {
    method: 'GET',
    path: '/openapi.json',
    needsKey: false,
    answer() {
      answer ??= json(200, describeApi(options));
      return answer;
    },
  };
}

export const describeApi = ({
  groups,
  ingresses,
  hasMasterKey,
}: Pick<RoutesOptions, 'groups' | 'ingresses' | 'hasMasterKey'>) =>
  openApiDocument({ groups: [...groups.values()], ingresses, hasMasterKey });

const json = (status: number, value: unknown): RouteAnswer => ({
  status,
  headers: jsonHeaders,
  body: JSON.stringify(value),
});
