import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Task } from './messages.ts';

/** Runs the worker file with this file's ending: `.ts` among the sources, `.js` in every build. */
export const startThread = (task: Task): Worker =>
  new Worker(new URL(`./worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: task,
    name: `openrerank ${task.model}`,
    ...(isFromText && { execArgv: [] }),
  });

// A thread inherits the flags of its process, and with this one Node refuses to run a file.
const isFromText = process.execArgv.some((flag) => flag.startsWith('--input-type'));
