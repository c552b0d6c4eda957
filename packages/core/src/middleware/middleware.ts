import type { CallSettings, RerankRequest, RerankResponse } from '../request.ts';

/** One whole call. A middleware may pass on a changed copy, another model included. */
export interface RerankCall {
  /** The model string. */
  readonly model: string;
  readonly request: RerankRequest;
  readonly settings: CallSettings;
  /** When the call must have ended, on the registry's clock; `Infinity` when nothing bounds it. */
  readonly deadline: number;
}

/** Wraps one whole call, its parts and retries included. The first of a list is the outermost. */
export type Middleware = (
  call: RerankCall,
  next: (call: RerankCall) => Promise<RerankResponse>,
) => Promise<RerankResponse>;
