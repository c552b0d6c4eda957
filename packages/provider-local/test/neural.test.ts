import { relative } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { byRelevance } from '@openrerank/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bm25Endpoint } from '../src/bm25-endpoint.ts';
import { loadScorer } from '../src/node/load-scorer.ts';
import type { Task } from '../src/node/messages.ts';
import { createNeural } from '../src/node/neural.ts';
import { serve } from '../src/node/serve.ts';
import type { Thread } from '../src/node/threads.ts';
import { onnxEndpoint } from '../src/onnx-endpoint.ts';
import { expectedLogit, temporaryFolder, writeModel } from './tiny-model.ts';

const never = new AbortController().signal;

/** A thread's program at the other end of a channel, in this thread. */
function here(task: Task): Thread {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  serve(port2, () => loadScorer(task));
  return port1 as unknown as Thread;
}

it('finds a model by its folder, relative or absolute', async () => {
  const folder = writeModel(temporaryFolder());
  const { logits } = createNeural(here);
  const expected = [expectedLogit('query', 'good'), expectedLogit('query', 'bad')];
  for (const path of [folder, `${folder}/`, relative(process.cwd(), folder)]) {
    expect([...Array.from(await logits(path, 'query', ['good', 'bad'], never))]).toEqual(expected);
  }
});

it('has one model for a folder, whatever it is called', async () => {
  const folder = writeModel(temporaryFolder());
  const started: Task[] = [];
  const { logits } = createNeural((task) => {
    started.push(task);
    return here(task);
  });
  for (const path of [folder, `${folder}/`, `${folder}/./`]) await logits(path, 'query', ['good'], never);
  expect(started).toEqual([{ model: 'cross-encoder', folder }]);
});

it('compares meanings with the encoder', async () => {
  const { similarities } = createNeural(here);
  const scores = await similarities('fast car', ['a slow boat', 'an automobile of great speed'], never);
  expect(scores[1]).toBeGreaterThan(scores[0] ?? 1);
});

describe('the endpoints', () => {
  const context = { signal: never };
  const passages = [{ text: 'a slow boat' }, { text: 'an automobile of great speed' }, {}];
  const input = { query: 'fast car', passages, firstIndex: 0, topN: undefined, options: {} };
  const load = async () => createNeural(here);

  it('rank by words and meaning', async () => {
    const { ranking } = await bm25Endpoint(load).rank({ ...input, model: 'hybrid' }, context);
    expect(ranking.toSorted(byRelevance).map(({ index }) => index)).toEqual([1, 0, 2]);
  });

  it('rank by a cross-encoder', async () => {
    const model = writeModel(temporaryFolder());
    const { ranking } = await onnxEndpoint(load).rank({ ...input, model, query: 'query' }, context);
    const logits = passages.map(({ text = '' }) => expectedLogit('query', text));
    expect(ranking).toEqual(logits.map((relevanceScore, index) => ({ index, relevanceScore })));
  });

  it('load no neural model for words alone', async () => {
    const none = async () => {
      throw new Error('local/bm25 loaded the neural models');
    };
    expect((await bm25Endpoint(none).rank({ ...input, model: 'bm25' }, context)).ranking).toHaveLength(3);
  });
});
