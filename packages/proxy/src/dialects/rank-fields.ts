import { fault, isObject } from './faults.ts';

/**
 * The text of an object by the fields that are to be ranked: the value of one, or a line each where there are several, in
 * the order of `names` (docs.cohere.com/docs/reranking-with-cohere: "in YAML format"). Anything but an object stays as it
 * is. Throws `invalid_request` for an object that has none of the fields.
 */
export function toRankedText(item: unknown, names: readonly string[], path: string): unknown {
  if (!isObject(item)) return item;
  const values = names.flatMap((name) => {
    const value = Object.hasOwn(item, name) ? item[name] : undefined;
    return value === undefined || value === null ? [] : [[name, toText(value)] as const];
  });
  const [first, ...others] = values;
  if (first === undefined) throw fault(path, 'has none of the fields that are to be ranked: see rank_fields.');
  if (names.length === 1) return first[1];
  return [first, ...others].map(([name, text]) => `${name}: ${text}`).join('\n');
}

const toText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
