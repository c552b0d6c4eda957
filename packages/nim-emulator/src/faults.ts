import * as z from 'zod';
import { describeIssues } from './issues.ts';

/** What a fault can strike. `ranking` are both ways to rank; `status` is the hosted service's polling. */
export type FaultTarget = 'ranking' | 'status' | 'models' | 'health' | 'metrics' | 'metadata' | 'any';

/** An answer of 200 that is wrong. `unsorted` is right but for its order. */
export type WrongAnswer =
  | 'malformed_json'
  | 'missing_document'
  | 'duplicate_index'
  | 'index_out_of_range'
  | 'null_logit'
  | 'nan_logit'
  | 'unsorted'
  | 'huge_body';

/**
 * Something that goes wrong with the next request it fits, once the request has passed authentication. The parts
 * combine: a `delayMs` of 50, a `status` of 500 and a `connection` that is `cut` happen in this order, to one request.
 */
export interface Fault {
  /** How many requests it strikes. Default 1. */
  readonly times?: number | 'always' | undefined;
  /** Default `ranking`. */
  readonly on?: FaultTarget | undefined;
  /** Only requests whose body names this model. */
  readonly model?: string | undefined;
  /** Milliseconds before the answer. Hosted, a wait longer than the client's `NVCF-POLL-SECONDS` becomes a 202. */
  readonly delayMs?: number | undefined;
  /** Answers this, with NVIDIA's own body and headers for it unless `body` is given. */
  readonly status?: number | undefined;
  /** With `status`: the body. A string is sent as text, anything else as JSON. */
  readonly body?: unknown;
  /** With `status`: headers, over NVIDIA's own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** With `status`: the `retry-after` header, in seconds, or as it stands when it is a string (an HTTP date). */
  readonly retryAfter?: number | string | undefined;
  readonly answer?: WrongAnswer | undefined;
  /** With `answer: 'huge_body'`: the size of it, padded with spaces. Default 65 MiB. */
  readonly bytes?: number | undefined;
  /** Hosted only: 202 at once, 202 again for this many polls, then the answer. No time needs to pass. */
  readonly pending?: { readonly polls: number } | undefined;
  /** `drop`: closed before any byte. `reset`: the same by a TCP reset. `cut`: closed halfway through the body. */
  readonly connection?: 'drop' | 'reset' | 'cut' | undefined;
}

const faultSchema = z
  .strictObject({
    times: z.union([z.int().min(1), z.literal('always')]),
    on: z.enum(['ranking', 'status', 'models', 'health', 'metrics', 'metadata', 'any']),
    model: z.string().min(1),
    delayMs: z.number().min(0),
    status: z.int().min(200).max(599),
    body: z.unknown(),
    headers: z.record(z.string(), z.string()),
    retryAfter: z.union([z.number().min(0), z.string()]),
    answer: z.enum([
      'malformed_json',
      'missing_document',
      'duplicate_index',
      'index_out_of_range',
      'null_logit',
      'nan_logit',
      'unsorted',
      'huge_body',
    ]),
    bytes: z.int().min(1),
    pending: z.strictObject({ polls: z.int().min(0) }),
    connection: z.enum(['drop', 'reset', 'cut']),
  })
  .partial()
  .superRefine((fault, context) => {
    const issue = (message: string) => context.addIssue({ code: 'custom', message });
    const { status, answer } = fault;
    if (status !== undefined && answer !== undefined) issue('`status` and `answer` exclude each other.');
    if (status === undefined && (fault.body ?? fault.headers ?? fault.retryAfter) !== undefined) {
      issue('`body`, `headers` and `retryAfter` need a `status`.');
    }
    if (fault.bytes !== undefined && answer !== 'huge_body') issue('`bytes` needs `answer: "huge_body"`.');
    if (fault.pending !== undefined && (fault.on ?? 'ranking') !== 'ranking') issue('`pending` is for rankings only.');
  })
  .refine(
    ({ delayMs, status, answer, pending, connection }) =>
      (delayMs ?? status ?? answer ?? pending ?? connection) !== undefined,
    {
      error: 'Nothing would happen: give `delayMs`, `status`, `answer`, `pending` or `connection`.',
      when: ({ issues }) => issues.length === 0,
    },
  );

/** Checks one fault or a list of them; throws a `TypeError` that says what is wrong and where. */
export function readFaults(input: unknown, hasHosted: boolean): readonly Fault[] {
  const result = z.array(faultSchema).safeParse(Array.isArray(input) ? input : [input]);
  if (!result.success) throw new TypeError(`Bad fault: ${describeIssues(result.error, Array.isArray(input) ? 0 : 1)}`);
  if (!hasHosted && result.data.some(({ pending }) => pending !== undefined)) {
    throw new TypeError('Bad fault: `pending` needs a hosted profile; a container never answers 202.');
  }
  return result.data;
}

/** What a request is to a fault. */
export interface Strikable {
  readonly target: Exclude<FaultTarget, 'any'>;
  readonly hosted: boolean;
  readonly model: unknown;
}

/** Faults that wait for a request, first in, first out. */
export interface FaultQueue {
  add(faults: readonly Fault[]): void;
  /** The first fault that fits, which is one time less from then on. */
  take(request: Strikable): Fault | undefined;
  list(): readonly Fault[];
  clear(): void;
}

export function createFaultQueue(): FaultQueue {
  let waiting: { readonly fault: Fault; left: number }[] = [];
  return {
    add(faults) {
      for (const fault of faults) {
        waiting.push({ fault, left: fault.times === 'always' ? Number.POSITIVE_INFINITY : (fault.times ?? 1) });
      }
    },
    take(request) {
      const found = waiting.find(({ fault }) => fits(fault, request));
      if (found === undefined) return undefined;
      found.left--;
      if (found.left === 0) waiting = waiting.filter((one) => one !== found);
      return found.fault;
    },
    list: () =>
      waiting.map(({ fault, left }) => ({ ...fault, times: Number.isFinite(left) ? left : ('always' as const) })),
    clear() {
      waiting = [];
    },
  };
}

const fits = (fault: Fault, { target, hosted, model }: Strikable): boolean =>
  (fault.on === 'any' || (fault.on ?? 'ranking') === target) &&
  (fault.model === undefined || fault.model === model) &&
  (fault.pending === undefined || hosted);
