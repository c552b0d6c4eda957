import type { CallSignal, Clock } from '@openrerank/core';
import type { RequestBody } from '../dialects/dialect.ts';
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
  readonly path: string;
  readonly needsKey: boolean;
  /** Asked every few seconds by whatever runs the proxy; logged at `debug`. */
  readonly isProbe?: boolean;
  /** May throw `RerankError`. */
  answer(request: RouteRequest): RouteAnswer | Promise<RouteAnswer>;
}

export interface RouteRequest {
  readonly body: RequestBody;
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
  readonly rerank: RerankHandler;
  readonly router: Router;
  readonly groups: ReadonlyMap<string, Group>;
  readonly hasMasterKey: boolean;
  readonly clock: Pick<Clock, 'now'>;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly isDraining: () => boolean;
}

/** By path, with the version that `meta.api_version` gives. */
const rerankVersions = { '/rerank': '2', '/v1/rerank': '1', '/v2/rerank': '2' } as const;

export function createRoutes(options: RoutesOptions): readonly Route[] {
  return [...rerankRoutes(options), ...modelRoutes(options), ...healthRoutes(options), openApiRoute(options)];
}

function rerankRoutes({ rerank }: RoutesOptions): readonly Route[] {
  return Object.entries(rerankVersions).map(([path, apiVersion]) => ({
    method: 'POST',
    path,
    needsKey: true,
    answer: ({ body, requestId, signal }) => rerank({ body, requestId, signal, apiVersion }),
  }));
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
  return {
    method: 'GET',
    path: '/openapi.json',
    needsKey: false,
    answer: () => json(200, describeApi(options)),
  };
}

export const describeApi = ({ groups, hasMasterKey }: Pick<RoutesOptions, 'groups' | 'hasMasterKey'>) =>
  openApiDocument({ groups: [...groups.values()], rerankPaths: Object.keys(rerankVersions), hasMasterKey });

const json = (status: number, value: unknown): RouteAnswer => ({
  status,
  headers: jsonHeaders,
  body: JSON.stringify(value),
});
