import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { RerankError } from '@openrerank/core';
import { expect, it, onTestFinished } from 'vitest';
import type { Answer, Question, Scorer } from '../src/node/messages.ts';
import { nextTurn } from '../src/node/next-turn.ts';
import { serve } from '../src/node/serve.ts';

/** The far end of a port that is served, with all that came through it. */
function served(load: () => Promise<Scorer>) {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const answers: Answer[] = [];
  const port: MessagePort = port1.on('message', (answer) => answers.push(answer));
  const closed = new Promise((resolve) => port.on('close', resolve));
  serve(port2, load);
  const ask = (question: Question) => port.postMessage(question);
  const arrived = async (count: number) => {
    while (answers.length < count) await new Promise((resolve) => port.once('message', resolve));
    return answers;
  };
  return { ask, answers, arrived, closed };
}

const lengths: Scorer = async (_, texts) => Float64Array.from(texts, ({ length }) => length);

it('loads the model at the first question, once, and answers each with its id', async () => {
  let loads = 0;
  const { ask, arrived } = served(async () => {
    loads += 1;
    return lengths;
  });
  expect(loads).toBe(0);
  ask({ id: 7, query: 'a', texts: ['b', 'ccc'] });
  ask({ id: 8, query: 'a', texts: [] });
  expect(await arrived(2)).toEqual([
    { id: 7, scores: Float64Array.from([1, 3]) },
    { id: 8, scores: new Float64Array() },
  ]);
  expect(loads).toBe(1);
});

it('tells a known error from one whose message may repeat a text', async () => {
  const { ask, arrived } = served(async () => async (query) => {
    if (query === 'known') throw new RerankError('not_found', 'There is no such model.');
    if (query === 'secret') throw new TypeError(`cannot read ${query}`);
    throw query;
  });
  ask({ id: 1, query: 'known', texts: [] });
  ask({ id: 2, query: 'secret', texts: [] });
  ask({ id: 3, query: 'worse', texts: [] });
  expect(await arrived(3)).toEqual([
    { id: 1, failure: { code: 'not_found', message: 'There is no such model.', retryable: false } },
    { id: 2, failure: { code: 'unavailable', message: 'The local model failed with TypeError.', retryable: false } },
    { id: 3, failure: { code: 'unavailable', message: 'The local model failed with string.', retryable: false } },
  ]);
});

it('says why a model does not load', async () => {
  const { ask, arrived } = served(async () => {
    throw new Error('no memory left\nat …');
  });
  ask({ id: 1, query: 'a', texts: [] });
  expect(await arrived(1)).toEqual([
    {
      id: 1,
      failure: {
        code: 'unavailable',
        message: 'The local model does not load: no memory left',
        retryable: false,
      },
    },
  ]);
});

it('answers all that came before a model did not load, and then ends', async () => {
  const { ask, answers, closed } = served(async () => {
    throw new RerankError('unavailable', 'It is not installed.', { retryable: false });
  });
  ask({ id: 1, query: 'a', texts: [] });
  ask({ id: 2, query: 'a', texts: [] });
  await closed;
  const failure = { code: 'unavailable', message: 'It is not installed.', retryable: false };
  expect(answers).toEqual([
    { id: 1, failure },
    { id: 2, failure },
  ]);
});

it('stops for a question that is cancelled, and does not begin one that is cancelled before its turn', async () => {
  const begun: string[] = [];
  const { ask, arrived } = served(async () => async (query, texts, signal) => {
    begun.push(query);
    while (query === 'endless') await nextTurn(signal);
    return lengths(query, texts, signal);
  });
  ask({ id: 1, query: 'endless', texts: [] });
  ask({ id: 2, query: 'waiting', texts: [] });
  ask({ id: 3, query: 'last', texts: ['a'] });
  ask({ id: 2, cancelled: true });
  ask({ id: 1, cancelled: true });
  ask({ id: 99, cancelled: true });
  expect(await arrived(1)).toEqual([{ id: 3, scores: Float64Array.from([1]) }]);
  expect(begun).toEqual(['endless', 'last']);
});
