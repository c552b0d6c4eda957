import { parentPort, workerData } from 'node:worker_threads';
import { loadScorer } from './load-scorer.ts';
import { type Port, serve } from './serve.ts';

// What a thread runs. A build puts it beside the file that starts threads.
serve(parentPort as Port, () => loadScorer(workerData));
