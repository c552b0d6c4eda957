import { fault } from './faults.ts';

/** How many results a request asks for by one of several names of the same; undefined for all. */
export function readTopN(
  values: Readonly<Record<string, unknown>>,
  name: string,
  aliases: readonly string[],
): number | undefined {
  let found = values[name] as number | null | undefined;
  for (const alias of aliases) {
    const value = values[alias] as number | null | undefined;
    found ??= value;
    if ((value ?? found) !== found) {
      throw fault(alias, `is another name of ${name} and must not differ from it. Send only one.`);
    }
  }
  return found || undefined;
}
