import { isStopWord, toTerm } from './terms.ts';
import { slices, words } from './tokens.ts';

export interface Parameters {
  readonly k1: number;
  readonly b: number;
}

export const defaults: Parameters = { k1: 1.5, b: 0.75 };

/** The least and the most that a parameter may be. */
export const bounds = { k1: [0, 10], b: [0, 1] } as const satisfies Record<keyof Parameters, readonly [number, number]>;

/** Work in steps of bounded size, each told in about as many units as it read characters. */
export type Steps<Result> = Generator<number, Result>;

/** A query as its terms: a term's place is its index here. */
interface Query {
  /** How often the query says each term. */
  readonly counts: readonly number[];
  /** A word's place, -1 for a word that the query does not have, undefined for one that does not count at all. */
  find(word: string): number | undefined;
}

/** A document as far as the query is concerned. */
interface Counts {
  /** In words that count, with those that the query does not have. */
  readonly length: number;
  /** How often each of the query's terms occurs, by its place; a term that does not occur is absent. */
  readonly frequencies: ReadonlyMap<number, number>;
}

/**
 * BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) in steps, so that a caller can let
 * others have their turn between two of them. A term that the query repeats counts as often as it stands there.
 */
export function* scoring(query: string, documents: readonly string[], { k1, b }: Parameters): Steps<Float64Array> {
  const { counts, find } = yield* readQuery(query);
  const read: Counts[] = [];
  const documentFrequencies = new Float64Array(counts.length);
  let totalLength = 0;
  for (const document of documents) {
    const one = yield* readDocument(document, find);
    read.push(one);
    totalLength += one.length;
    for (const place of one.frequencies.keys()) documentFrequencies[place] = (documentFrequencies[place] ?? 0) + 1;
  }

  const weights = counts.map((count, place) => count * rarity(documentFrequencies[place] ?? 0, documents.length));
  const averageLength = totalLength / documents.length;
  const scores = new Float64Array(documents.length);
  for (const [index, { length, frequencies }] of read.entries()) {
    const halfway = k1 * (1 - b + (b * length) / averageLength);
    let score = 0;
    for (const [place, frequency] of frequencies) {
      score += ((weights[place] ?? 0) * frequency * (k1 + 1)) / (frequency + halfway);
    }
    scores[index] = score;
    yield frequencies.size;
  }
  return scores;
}

/**
 * The inverse document frequency. What is reranked was found by the query's own words, so that most of the documents
 * have them; the usual formula, made for a whole collection, would take such a word for worth next to nothing.
 */
const rarity = (documentsWithTerm: number, documents: number): number => Math.log1p(documents / documentsWithTerm);

function* readQuery(query: string): Steps<Query> {
  const all: string[] = [];
  for (const slice of slices(query)) {
    for (const word of words(slice)) all.push(word);
    yield slice.length;
  }
  const content = all.filter((word) => !isStopWord(word));
  // A query of nothing but stop words still asks for something: "To be, or not to be".
  const dropsStopWords = content.length > 0;
  const places = new Map<string, number>();
  const counts: number[] = [];
  for (const word of dropsStopWords ? content : all) {
    const term = toTerm(word);
    const place = places.get(term) ?? counts.length;
    places.set(term, place);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  // Texts repeat their words: each is stemmed once.
  const known = new Map<string, number | undefined>();
  const find = (word: string): number | undefined => {
    if (known.has(word)) return known.get(word);
    const place = dropsStopWords && isStopWord(word) ? undefined : (places.get(toTerm(word)) ?? -1);
    known.set(word, place);
    return place;
  };
  return { counts, find };
}

function* readDocument(document: string, find: Query['find']): Steps<Counts> {
  const frequencies = new Map<number, number>();
  let length = 0;
  for (const slice of slices(document)) {
    for (const word of words(slice)) {
      const place = find(word);
      if (place === undefined) continue;
      length += 1;
      if (place >= 0) frequencies.set(place, (frequencies.get(place) ?? 0) + 1);
    }
    yield slice.length;
  }
  return { length, frequencies };
}
