import { closest, distance } from 'fastest-levenshtein';

/** Longer names are not typing errors, and comparing them costs the product of the lengths. */
const longestName = 64;

/** The candidate that was probably meant, or undefined when none is near. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const known = [...candidates].filter(({ length }) => length <= longestName);
  if (known.length === 0 || name.length > longestName) return undefined;
  const best = closest(name, known);
  return distance(name, best) <= mostEdits(name) ? best : undefined;
}

// A third of the name; of one or two letters nothing would be left.
const mostEdits = ({ length }: string) => (length < 3 ? 0 : Math.ceil(length / 3));

/** A client's own word, short enough for a message. */
export function quote(name: string): string {
  const short = name.length > longestName ? `${name.slice(0, longestName)}…` : name;
  return JSON.stringify(short);
}
