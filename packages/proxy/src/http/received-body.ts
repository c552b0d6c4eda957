import type { RequestBody } from '../dialects/dialect.ts';
import type { BodyPool } from './body-pool.ts';

/**
 * A body from its first byte until its request is over. One that came in one chunk is that chunk; any other is copied
 * into a buffer of the pool, which is nobody's before `releaseBody` and another request's after it.
 */
export interface ReceivedBody extends RequestBody {
  readonly length: number;
}

interface State extends ReceivedBody {
  length: number;
  /** What was written; of `pooled` where there is one. Undefined when the request is over. */
  written: Uint8Array | undefined;
  pooled: Buffer | undefined;
}

const nothing = new Uint8Array(0);

// What all bodies inherit: a getter of its own for each costs more than all else here.
const readable = {
  get bytes(): Uint8Array {
    const { written } = this as unknown as State;
    if (written === undefined) throw new Error('The request is over, and its body must not be read any more.');
    return written;
  },
};

export function createBody(): ReceivedBody {
  const body: State = Object.create(readable);
  body.length = 0;
  body.written = nothing;
  body.pooled = undefined;
  return body;
}

/** `expected` is the length of the whole body, 0 where nobody knows. */
export function appendChunk(body: ReceivedBody, chunk: Uint8Array, expected: number, pool: BodyPool): void {
  const state = body as State;
  const length = state.length + chunk.length;
  if (state.length === 0) state.written = chunk;
  else copyBehind(state, chunk, Math.max(expected, length), pool);
  state.length = length;
}

function copyBehind(state: State, chunk: Uint8Array, needed: number, pool: BodyPool): void {
  const { pooled, length } = state;
  let buffer = pooled;
  if (buffer === undefined || buffer.length < needed) {
    // Twice as much where nobody knows the end: a buffer that is always just large enough is copied with every chunk.
    buffer = pool.take(Math.max(needed, 2 * (buffer?.length ?? 0)));
    buffer.set(state.written ?? nothing);
    if (pooled !== undefined) pool.give(pooled);
    state.pooled = buffer;
  }
  buffer.set(chunk, length);
  state.written = buffer.subarray(0, length + chunk.length);
}

/** From here on nobody reads it. May be called more than once. */
export function releaseBody(body: ReceivedBody, pool: BodyPool): void {
  const state = body as State;
  if (state.pooled !== undefined) pool.give(state.pooled);
  state.pooled = undefined;
  state.written = undefined;
}
