/** Where a value stands in decoded JSON: member names and places in lists. */
export type Path = readonly (string | number)[];

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** The value at a path, or undefined where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Readonly<Record<string | number, unknown>>)[step];
  }
  return at;
}

/** A copy with another value at a path; the rest is shared. */
export function withValueAt(value: unknown, path: Path, replacement: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return replacement;
  const copy = isList(value) ? [...value] : { ...(value as object) };
  const members = copy as Record<string | number, unknown>;
  members[step] = withValueAt(members[step], rest, replacement);
  return copy;
}

/** Each value in the JSON with its path, parents before their members. */
export function* walk(value: unknown, path: Path = []): Generator<readonly [path: Path, value: unknown]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    yield* walk(member, [...path, isList(value) ? Number(name) : name]);
  }
}

/** `results[2].score`; for the whole value "the top level". */
export function showPath(path: Path): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text.replace(/^\./, '') || 'the top level';
}

/** A value as JSON, cut to what fits in a message. */
export function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** As it goes over the wire: an undefined member is not there. */
export const throughJson = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));

/** Where two values of JSON first differ, in words; undefined where they are equal. */
export function difference(actual: unknown, expected: unknown, path: Path = []): string | undefined {
  if (Object.is(actual, expected)) return undefined;
  const areLists = isList(actual) && isList(expected);
  if (!areLists && !(isObject(actual) && isObject(expected))) {
    return `at ${showPath(path)} there is ${show(actual)} in place of ${show(expected)}`;
  }
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  for (const name of names) {
    const step = areLists ? Number(name) : name;
    const found = difference(valueAt(actual, [step]), valueAt(expected, [step]), [...path, step]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Frozen down to the last member, so that a function that changes its input throws. */
export function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) deepFrozen(member);
  return Object.freeze(value);
}
