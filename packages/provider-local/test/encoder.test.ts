import { beforeAll, describe, expect, it } from 'vitest';
import {
  cosine,
  createEncoder,
  createSimilarityScorer,
  type Embed,
  type EncoderLibraries,
  loadEncoder,
} from '../src/node/encoder.ts';

const never = new AbortController().signal;

describe('the sentence encoder', () => {
  let embed: Embed;
  beforeAll(async () => {
    embed = await loadEncoder();
  });

  it('finds a meaning near that has no word in common', async () => {
    const score = createSimilarityScorer(embed);
    const [boat = 0, automobile = 0] = await score('fast car', ['a slow boat', 'an automobile of great speed'], never);
    expect(automobile).toBeGreaterThan(boat);
  });

  it('takes any text, and finds an empty one near to nothing', async () => {
    const texts = ['', ' ', '\0', '\ud800', '👩‍👩‍👧', '東京', '__proto__', 'constructor'];
    const scores = await createSimilarityScorer(embed)('car', texts, never);
    expect(scores[0]).toBe(0);
    expect(scores.every((score) => score >= -1.001 && score <= 1.001)).toBe(true);
    expect(await createSimilarityScorer(embed)('', ['car'], never)).toEqual(new Float64Array(1));
  });

  it('reads the first 4,000 characters of a text', async () => {
    const start = 'a wing in a slipstream. '.repeat(200).slice(0, 4000);
    expect(await embed(`${start}${'other words '.repeat(100_000)}`)).toEqual(await embed(start));
  });
});

it('waits with the weights until what computes has started', async () => {
  let hasStarted = false;
  const start = async () => {
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    hasStarted = true;
  };
  let starting: Promise<void> | undefined;
  const embed = await createEncoder({
    initModel: (async (source: EncoderLibraries['modelSource']) => {
      starting ??= start();
      const [, { vocabulary }] = await Promise.all([starting, source()]);
      return { embed: async () => vocabulary.map(([, score]) => score) };
    }) as never,
    modelSource: async () => {
      if (!hasStarted) throw new Error('the weights came before anything could compute');
      return { vocabulary: [['▁a', 7]], model: undefined as never };
    },
  });
  expect(await embed('a')).toEqual([7]);
});

it('scores by the cosine, in the texts’ order', async () => {
  const vectors: Record<string, readonly number[]> = { query: [2, 0], same: [1, 0], other: [0, 3], between: [1, 1] };
  const score = createSimilarityScorer(async (text) => vectors[text] ?? []);
  const scores = await score('query', ['other', 'same', 'between', 'none'], never);
  expect([...scores]).toEqual([0, 1, expect.closeTo(Math.SQRT1_2, 12), 0]);
});

it('stops between two texts when nobody waits any more', async () => {
  const controller = new AbortController();
  const reason = new Error('gone');
  const read: string[] = [];
  const score = createSimilarityScorer(async (text) => {
    read.push(text);
    if (text === 'second') controller.abort(reason);
    return [1];
  });
  await expect(score('query', ['first', 'second', 'third'], controller.signal)).rejects.toBe(reason);
  expect(read).toEqual(['query', 'first', 'second']);
});

it('has no cosine for a vector without a direction', () => {
  expect(cosine([0, 0], [1, 0])).toBe(0);
  expect(cosine([], [])).toBe(0);
});
