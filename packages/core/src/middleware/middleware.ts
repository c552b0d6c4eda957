import type { Trace } from '../instrumentation/trace.ts';
import type { RerankRoute } from '../model-string.ts';
import type { CallSettings, RerankRequest, RerankResponse } from '../request.ts';

/** One whole call. A middleware may pass on a changed copy, another model included. */
export interface RerankCall {
  /** The model string. */
  readonly model: string;
  /** Where it leads, with capabilities and scale. Follows `model`: a copy with another model has its route when it arrives. */
  readonly route: RerankRoute;
  /** Whole, as the caller gave it. `selectDocuments` takes documents out of it that may still be bytes. */
  readonly request: RerankRequest;
  readonly settings: CallSettings;
  /** When the call must have ended, on the registry's clock; `Infinity` when nothing bounds it. */
  readonly deadline: number;
  /** Joins the operations that instrumentation sees of this call. Absent when nobody listens. To be passed on as it is. */
  readonly trace?: Trace | undefined;
}

/** Wraps one whole call, its parts and retries included. The first of a list is the outermost. */
export type Middleware = (
  call: RerankCall,
  next: (call: RerankCall) => Promise<RerankResponse>,
) => Promise<RerankResponse>;
