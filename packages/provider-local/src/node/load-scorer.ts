import { createSimilarityScorer, loadEncoder } from './encoder.ts';
import type { Scorer, Task } from './messages.ts';
import { loadCrossEncoder } from './onnx/cross-encoder.ts';

/** Loads the model that a thread is for. */
export async function loadScorer(task: Task): Promise<Scorer> {
  if (task.model === 'cross-encoder') return loadCrossEncoder(task.folder);
  return createSimilarityScorer(await loadEncoder());
}
