import type { MessagePort } from 'node:worker_threads';
import { RerankError } from '@openrerank/core';
import { messageOf } from './library.ts';
import type { Answer, Failure, Question, Scorer } from './messages.ts';

export type Port = Pick<MessagePort, 'on' | 'close'> & { postMessage(answer: Answer): void };

/**
 * Answers the questions that come through the port, one after the other. The model is loaded for the first one. Where
 * that fails the next one tries again; where there is none the port is closed, so that the thread ends.
 */
export function serve(port: Port, load: () => Promise<Scorer>): void {
  const waiting = new Map<number, AbortController>();
  let model: Promise<Scorer> | undefined;
  let earlier: Promise<void> = Promise.resolve();
  let isLost = false;

  const loaded = (): Promise<Scorer> => {
    isLost = false;
    model ??= load().catch((error: unknown) => {
      isLost = true;
      model = undefined;
      if (error instanceof RerankError) throw error;
      throw new RerankError('unavailable', `The local model does not load: ${messageOf(error)}`, { retryable: false });
    });
    return model;
  };

  const answer = async (id: number, query: string, texts: readonly string[], signal: AbortSignal): Promise<Answer> => {
    const score = await loaded();
    return { id, scores: await score(query, texts, signal) };
  };

  port.on('message', (question: Question) => {
    const { id } = question;
    if ('cancelled' in question) {
      waiting.get(id)?.abort();
      return;
    }
    const controller = new AbortController();
    waiting.set(id, controller);
    earlier = earlier.then(async () => {
      const { signal } = controller;
      const { query, texts } = question;
      if (!signal.aborted) {
        const found = await answer(id, query, texts, signal).catch((error) => ({ id, failure: toFailure(error) }));
        if (!signal.aborted) port.postMessage(found);
      }
      waiting.delete(id);
      // In the next turn, as what was asked meanwhile may stand before the door.
      if (isLost) setImmediate(() => isLost && waiting.size === 0 && port.close());
    });
  });
}

function toFailure(error: unknown): Failure {
  if (error instanceof RerankError) return { code: error.code, message: error.message, retryable: error.retryable };
  // Its message may repeat a text.
  const kind = error instanceof Error ? error.name : typeof error;
  return { code: 'unavailable', message: `The local model failed with ${kind}.`, retryable: false };
}
