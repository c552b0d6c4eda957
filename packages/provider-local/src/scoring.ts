import { isStopWord, toTerm } from './terms.ts';
import { slices, words } from './tokens.ts';

export interface Parameters {
  readonly k1: number;
  readonly b: number;
}

export const defaults: Parameters = { k1: 1.2, b: 0.75 };

/** A document as far as the query is concerned. */
interface Counts {
  /** In terms, with those that the query does not have. */
  readonly length: number;
  /** How often each term of the query occurs, by the term's place in the query; those that do not occur are absent. */
  readonly frequencies: ReadonlyMap<number, number>;
}

/** One step of work, in UTF-16 units of text that were read. */
type Steps<Result> = Generator<number, Result>;

/**
 * BM25 (Robertson and Zaragoza, 2009) with the inverse document frequency that is never negative, as Lucene has it.
 * Runs in steps of bounded work, so that a caller can give way to others between two of them.
 */
export function* scoring(query: string, documents: readonly string[], parameters: Parameters): Steps<Float64Array> {
  const lookup = yield* readQuery(query);
  const counted: Counts[] = [];
  for (const document of documents) counted.push(yield* count(document, lookup));
  return score(counted, lookup.size, parameters);
}

interface Lookup {
  /** Distinct terms in the query. */
  readonly size: number;
  /** A word's place in the query, -1 when the query does not have it, undefined when it does not count at all. */
  find(word: string): number | undefined;
}

function* readQuery(query: string): Steps<Lookup> {
  const all: string[] = [];
  for (const slice of slices(query)) {
    for (const word of words(slice)) all.push(word);
    yield slice.length;
  }
  const content = all.filter((word) => !isStopWord(word));
  // A query of nothing but stop words still asks for something: "who is it".
  const dropsStopWords = content.length > 0;
  const places = new Map<string, number>();
  for (const word of dropsStopWords ? content : all) {
    const term = toTerm(word);
    if (!places.has(term)) places.set(term, places.size);
  }
  // Texts repeat their words: each is stemmed once.
  const known = new Map<string, number | undefined>();
  const find = (word: string): number | undefined => {
    if (known.has(word)) return known.get(word);
    const place = dropsStopWords && isStopWord(word) ? undefined : (places.get(toTerm(word)) ?? -1);
    known.set(word, place);
    return place;
  };
  return { size: places.size, find };
}

function* count(document: string, lookup: Lookup): Steps<Counts> {
  const frequencies = new Map<number, number>();
  let length = 0;
  for (const slice of slices(document)) {
    for (const word of words(slice)) {
      const place = lookup.find(word);
      if (place === undefined) continue;
      length += 1;
      if (place >= 0) frequencies.set(place, (frequencies.get(place) ?? 0) + 1);
    }
    yield slice.length;
  }
  return { length, frequencies };
}

function score(counted: readonly Counts[], terms: number, { k1, b }: Parameters): Float64Array {
  const documentFrequencies = new Float64Array(terms);
  let totalLength = 0;
  for (const { length, frequencies } of counted) {
    totalLength += length;
    for (const place of frequencies.keys()) documentFrequencies[place] = (documentFrequencies[place] ?? 0) + 1;
  }
  const weights = documentFrequencies.map((n) => Math.log1p((counted.length - n + 0.5) / (n + 0.5)));
  const averageLength = totalLength / counted.length;
  return Float64Array.from(counted, ({ length, frequencies }) => {
    const saturation = k1 * (1 - b + (b * length) / averageLength);
    let sum = 0;
    for (const [place, frequency] of frequencies) {
      sum += ((weights[place] ?? 0) * frequency * (k1 + 1)) / (frequency + saturation);
    }
    return sum;
  });
}
