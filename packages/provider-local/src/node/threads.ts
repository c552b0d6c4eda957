import type { Worker } from 'node:worker_threads';
import { RerankError } from '@openrerank/core';
import type { Answer, Question, Scorer, Task } from './messages.ts';

export type Thread = Pick<Worker, 'on' | 'ref' | 'unref'> & { postMessage(question: Question): void };

/** A call whose answer is awaited. */
interface Call {
  readonly resolve: (scores: Float64Array) => void;
  readonly reject: (reason: unknown) => void;
  /** Stops listening to the caller's signal. */
  readonly release: () => void;
}

/**
 * Models on threads of their own, one for each model. A thread starts with the first call, stays for the next ones, and
 * keeps the process alive only while somebody waits for it.
 */
export function createThreads(start: (task: Task) => Thread): (task: Task) => Scorer {
  const running = new Map<string, Scorer>();
  return (task) => {
    const key = JSON.stringify(task);
    const known = running.get(key);
    if (known !== undefined) return known;
    const score = scorerOn(start(task), () => {
      if (running.get(key) === score) running.delete(key);
    });
    running.set(key, score);
    return score;
  };
}

/** `lost` is called when the thread can be asked no more. Then the calls under way fail with `unavailable`. */
function scorerOn(thread: Thread, lost: () => void): Scorer {
  const calls = new Map<number, Call>();
  let lastId = 0;
  let reason: unknown;

  const take = (id: number): Call | undefined => {
    const call = calls.get(id);
    calls.delete(id);
    if (calls.size === 0) thread.unref();
    call?.release();
    return call;
  };

  thread.on('message', (answer: Answer) => {
    const call = take(answer.id);
    if ('scores' in answer) {
      call?.resolve(answer.scores);
      return;
    }
    const { code, message, retryable } = answer.failure;
    call?.reject(new RerankError(code, message, { retryable }));
  });
  thread.on('error', (error) => {
    reason = error;
    lost();
  });
  thread.on('exit', () => {
    lost();
    const message = 'The thread of the local model ended before it answered. The next call starts a new one.';
    for (const id of [...calls.keys()]) take(id)?.reject(new RerankError('unavailable', message, { cause: reason }));
  });
  // Last, as listening is a reason to stay.
  thread.unref();

  return (query, texts, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const id = ++lastId;
      const giveUp = () => {
        take(id);
        thread.postMessage({ id, cancelled: true });
        reject(signal.reason);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      calls.set(id, { resolve, reject, release: () => signal.removeEventListener('abort', giveUp) });
      thread.ref();
      thread.postMessage({ id, query, texts });
    });
}
