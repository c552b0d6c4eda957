import type { Collection } from './cranfield.ts';

/**
 * What a reranker is given for each query, as indices of documents: those that were judged relevant, and beside them the
 * nearest others by the cosine of TF-IDF vectors over plain lower-case words, until there are `size`. In an order drawn
 * from a generator with a fixed seed. Every relevant document can be found, and every other one looks like it.
 */
export function buildPools({ documents, queries, judgements }: Collection, size: number): readonly number[][] {
  const nearest = createRetriever(documents);
  return queries.map((query, ordinal) => {
    const gains = judgements[ordinal] ?? new Map<number, number>();
    const relevant = [...gains.keys()].filter((document) => (gains.get(document) ?? 0) > 0);
    const others = nearest(query).filter((document) => !relevant.includes(document));
    return shuffled([...relevant, ...others].slice(0, size), ordinal);
  });
}

type Vector = ReadonlyMap<string, number>;

/** All documents, nearest first. Shares nothing with the scorer that is measured, or its changes would move the pools. */
function createRetriever(documents: readonly string[]): (query: string) => readonly number[] {
  const texts = documents.map(wordsOf);
  const documentFrequencies = new Map<string, number>();
  for (const words of texts) {
    for (const word of new Set(words)) documentFrequencies.set(word, (documentFrequencies.get(word) ?? 0) + 1);
  }
  const toVector = (words: readonly string[]): Vector => {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const weight = (word: string, count: number) =>
      (1 + Math.log(count)) * Math.log(documents.length / (documentFrequencies.get(word) ?? documents.length));
    return normalised(new Map([...counts].map(([word, count]) => [word, weight(word, count)])));
  };
  const vectors = texts.map(toVector);
  return (query) => {
    const vector = toVector(wordsOf(query));
    const nearness = vectors.map((other) => product(vector, other));
    return [...documents.keys()].sort((a, b) => (nearness[b] ?? 0) - (nearness[a] ?? 0) || a - b);
  };
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

function normalised(vector: Vector): Vector {
  const length = Math.sqrt(product(vector, vector)) || 1;
  return new Map([...vector].map(([word, weight]) => [word, weight / length]));
}

const product = (a: Vector, b: Vector): number =>
  [...a].reduce((sum, [word, weight]) => sum + weight * (b.get(word) ?? 0), 0);

function shuffled(items: readonly number[], seed: number): number[] {
  const random = createRandom(seed);
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
  return order;
}

/** Mulberry32: numbers from 0 to less than 1, the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
