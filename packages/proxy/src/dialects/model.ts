import type { DecodeContext, RequestTarget } from './dialect.ts';
import { fault } from './faults.ts';

/**
 * The model of a request whose body may leave it out: the body's, else the path's, else `?model=`, else the only one that
 * is served. Throws `invalid_request` where that leaves a choice.
 */
export function chooseModel(
  named: string | null | undefined,
  target: RequestTarget | undefined,
  context: DecodeContext,
): string {
  const model = named ?? target?.params['model'] ?? fromQuery(target?.query['model']) ?? context.onlyModel;
  if (model !== undefined) return model;
  throw fault(
    'model',
    'is required, since more than one model is served here: GET /v1/models lists them. Name one in the body, in the path where it has a place for it, or as ?model=.',
  );
}

const fromQuery = (value: unknown) => (typeof value === 'string' ? value : undefined);
