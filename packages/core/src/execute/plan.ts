import type { HttpEndpoint, HttpRequest } from '../provider.ts';
import type { RerankWarning } from '../request.ts';
import type { CompiledModel } from './compile.ts';
import { decoded } from './part.ts';
import type { PreparedCall } from './prepare.ts';

/** What a call would send: no network, no key. For tests, dry runs and people. */
export interface RerankPlan {
  readonly provider: string;
  readonly endpoint: string;
  readonly model: string;
  readonly parts: readonly PlannedPart[];
  readonly warnings: readonly RerankWarning[];
}

/** One request of a plan. */
export interface PlannedPart {
  /** The index of the part's first document in the caller's list. */
  readonly firstIndex: number;
  readonly documents: number;
  /** Before encoding and credentials. Absent where the ranking happens in process. */
  readonly request?: HttpRequest | undefined;
}

export const toPlan = (
  { provider, endpoint, model, served }: CompiledModel,
  { parts, warnings, checked }: PreparedCall,
): RerankPlan => ({
  provider,
  endpoint,
  model,
  parts: parts.map(({ input }) => ({
    firstIndex: input.firstIndex,
    documents: input.passages.length,
    request: 'rank' in served ? undefined : (served as HttpEndpoint).buildRequest(decoded(input, checked.encoded)),
  })),
  warnings,
});
