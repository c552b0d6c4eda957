import { RerankError } from './errors.ts';

/**
 * Types catch a misspelt name in TypeScript only; passed over in silence it would be found in production. `elsewhere`
 * are names that belong to another place and may have been meant.
 */
export function refuseUnknownKeys(
  given: object,
  known: readonly string[],
  what: string,
  elsewhere: readonly string[] = [],
): void {
  const candidates = [...known, ...elsewhere];
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    const meant =
      candidates.find((name) => fold(name) === fold(key)) ??
      candidates.find((name) => fold(name).startsWith(fold(key)));
    const hint = meant === undefined ? `Known are ${known.join(', ')}.` : `Did you mean ${meant}?`;
    const message = `${key} is not ${what}. ${hint}`;
    throw new RerankError('invalid_request', message, { issues: [{ path: key, message }] });
  }
}

const fold = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, '');
