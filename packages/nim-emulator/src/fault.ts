export const faultTargets = ['ranking', 'status', 'models', 'health', 'metrics', 'metadata', 'any'] as const;

/** What a fault can strike. `ranking` are both ways to rank; `status` is the hosted service's polling. */
export type FaultTarget = (typeof faultTargets)[number];

export const wrongAnswers = [
  'malformed_json',
  'missing_document',
  'duplicate_index',
  'index_out_of_range',
  'null_logit',
  'nan_logit',
  'unsorted',
  'huge_body',
] as const;

/** An answer of 200 that is wrong. `unsorted` is right but for its order. */
export type WrongAnswer = (typeof wrongAnswers)[number];

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
