import { invalidInput, type RerankError } from './errors.ts';

/**
 * Types catch a misspelt name in TypeScript only; ignored silently, it would be found in production. `elsewhere` holds
 * names of other places that may have been meant.
 */
export function refuseUnknownKeys(
  given: object,
  known: ReadonlySet<string>,
  what: string,
  elsewhere: Iterable<string> = [],
): void {
  for (const key in given) {
    if (!known.has(key) && Object.hasOwn(given, key)) throw unknownKey(key, known, what, elsewhere);
  }
}

/** The error about one name, with the known name that was probably meant. */
export function unknownKey(
  key: string,
  known: Iterable<string>,
  what: string,
  elsewhere: Iterable<string> = [],
): RerankError {
  const candidates = [...known, ...elsewhere];
  const meant =
    candidates.find((name) => fold(name) === fold(key)) ?? candidates.find((name) => fold(name).startsWith(fold(key)));
  const hint = meant === undefined ? `Known are ${[...known].join(', ')}.` : `Did you mean ${meant}?`;
  return invalidInput(key, `is not ${what}. ${hint}`);
}

const fold = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, '');
