import { type Answer, empty, withHeaders } from './answer.ts';
import { pageNotFound, runtimeError } from './errors.ts';
import { gatewayHeaders } from './gateway.ts';
import type { NimModel } from './models.ts';
import type { ProfileSettings, Surfaces } from './profiles.ts';

/** One side of the emulator as it runs: its settings and the models it serves. */
export interface Face {
  readonly settings: ProfileSettings;
  readonly models: readonly NimModel[];
}

export type InfoRoute = 'models' | 'live' | 'ready' | 'metrics' | 'metadata';

export type Route =
  | { readonly kind: 'ranking'; readonly face: Face }
  /** `models` are those that the path stands for. */
  | { readonly kind: 'hosted_ranking'; readonly face: Face; readonly models: readonly NimModel[] }
  | { readonly kind: 'status'; readonly face: Face; readonly id: string }
  | { readonly kind: 'info'; readonly face: Face; readonly name: InfoRoute }
  | { readonly kind: 'none'; readonly answer: Answer };

const infoRoutes: ReadonlyMap<string, InfoRoute> = new Map([
  ['/v1/models', 'models'],
  ['/v1/health/live', 'live'],
  ['/v1/health/ready', 'ready'],
  ['/v1/metrics', 'metrics'],
  ['/v1/metadata', 'metadata'],
]);

const hostedPath = /^\/v1\/(?:retrieval|status)\//;

/** Paths match letter by letter and undecoded, as NVIDIA's gateway has it: no final slash, no `%2F`. */
export function findRoute(method: string, path: string, faces: Surfaces<Face>): Route {
  const { hosted, container } = faces;
  // Where both sides are served, the hosted one has its own paths and the container all the others.
  if (hosted !== undefined && (container === undefined || hostedPath.test(path))) return onHosted(method, path, hosted);
  return container === undefined ? refused(pageNotFound) : onContainer(method, path, container);
}

function onHosted(method: string, path: string, face: Face): Route {
  const id = /^\/v1\/status\/([^/]+)$/.exec(path)?.[1];
  if (id !== undefined) return method === 'GET' ? { kind: 'status', face, id } : refused(wrongMethod('GET'));
  const everyModel = path === '/v1/ranking' && face.settings.hostedRanking === 'served';
  const models = face.models.filter(({ hosted }) => (everyModel ? hosted !== undefined : hosted?.path === path));
  if (models.length === 0) return refused(pageNotFound);
  return method === 'POST' ? { kind: 'hosted_ranking', face, models } : refused(wrongMethod('POST'));
}

/** chi's answer. */
const wrongMethod = (allow: string): Answer => empty(405, { allow });

function onContainer(method: string, path: string, face: Face): Route {
  if (path === '/v1/ranking') {
    if (method === 'POST') return { kind: 'ranking', face };
    return none(withHeaders(runtimeError(face.settings, 405), { allow: 'POST' }));
  }
  const name = infoRoutes.get(path);
  if (name === undefined) return none(runtimeError(face.settings, 404));
  if (method === 'GET' || method === 'HEAD') return { kind: 'info', face, name };
  return none(withHeaders(runtimeError(face.settings, 405), { allow: 'GET,HEAD' }));
}

/** By the gateway. */
const refused = (answer: Answer): Route => none(withHeaders(answer, gatewayHeaders));

const none = (answer: Answer): Route => ({ kind: 'none', answer });
