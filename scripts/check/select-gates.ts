import type { Gate } from './gate.ts';

/**
 * The gates named in `only` (all, if undefined) with what they need, without those in `skip`, in their own order.
 *
 * Throws on a name that no gate has.
 */
export function selectGates(
  gates: readonly Gate[],
  only: readonly string[] | undefined,
  skip: readonly string[] = [],
): readonly Gate[] {
  const known = gates.map(({ name }) => name);
  const unknown = [...(only ?? []), ...skip].filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`There is no gate ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  const wanted = new Set(only ?? known);
  // What a gate needs stands before it, so one walk from the end finds all.
  for (const { name, needs = [] } of gates.toReversed())
    if (wanted.has(name)) for (const need of needs) wanted.add(need);
  return gates.filter(({ name }) => wanted.has(name) && !skip.includes(name));
}
