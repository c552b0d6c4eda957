import type { Trace } from '../instrumentation/trace.ts';
import type { RerankRoute } from '../model-string.ts';
import type { CallSettings, RerankRequest, RerankResponse } from '../request.ts';

/** One whole call. A middleware may pass on a changed copy, another model included. */
export interface RerankCall {
  /** The model string. */
  readonly model: string;
  /** The route of `model`, with capabilities and score scale. Updated for the next middleware if this one changes `model`. */
  readonly route: RerankRoute;
  /** The caller's request, not checked yet. `selectDocuments` selects documents and keeps encoded ones as bytes. */
  readonly request: RerankRequest;
  readonly settings: CallSettings;
  /** When the call must have ended, on the registry's clock; `Infinity` when nothing bounds it. */
  readonly deadline: number;
  /** Connects the operations of this call for instrumentation; absent if none is enabled. Pass it on unchanged. */
  readonly trace?: Trace | undefined;
}

/** Wraps one whole call, its parts and retries included. The first of a list is the outermost. */
export type Middleware = (
  call: RerankCall,
  next: (call: RerankCall) => Promise<RerankResponse>,
) => Promise<RerankResponse>;
