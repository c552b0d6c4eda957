import { resolve } from 'node:path';
import type { Neural } from '../neural.ts';
import type { Task } from './messages.ts';
import { startThread } from './start-thread.ts';
import { createThreads, type Thread } from './threads.ts';

export function createNeural(start: (task: Task) => Thread): Neural {
  const scorerFor = createThreads(start);
  return {
    similarities: async (query, texts, signal) => scorerFor({ model: 'encoder' })(query, texts, signal),
    logits: async (folder, query, texts, signal) =>
      scorerFor({ model: 'cross-encoder', folder: resolve(folder) })(query, texts, signal),
  };
}

/** For the whole process, as a model takes too much memory to be loaded for each provider that is mounted. */
export const neural: Neural = createNeural(startThread);
