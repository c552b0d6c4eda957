import { faultAt, type RerankError } from './errors.ts';

/**
 * Types catch a misspelt name in TypeScript only; passed over in silence it would be found in production. `elsewhere`
 * are names that belong to another place and may have been meant.
 */
export function refuseUnknownKeys(
  given: object,
  known: ReadonlySet<string>,
  what: string,
  elsewhere: readonly string[] = [],
): void {
  for (const key in given) {
    if (!known.has(key) && Object.hasOwn(given, key)) throw unknownKey(key, [...known], what, elsewhere);
  }
}

function unknownKey(key: string, known: readonly string[], what: string, elsewhere: readonly string[]): RerankError {
  const candidates = [...known, ...elsewhere];
  const meant =
    candidates.find((name) => fold(name) === fold(key)) ?? candidates.find((name) => fold(name).startsWith(fold(key)));
  const hint = meant === undefined ? `Known are ${known.join(', ')}.` : `Did you mean ${meant}?`;
  return faultAt(key, `${key} is not ${what}. ${hint}`);
}

const fold = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, '');
