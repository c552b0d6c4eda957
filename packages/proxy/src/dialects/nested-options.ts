import { refuseDestination } from './destination.ts';
import type { DecodeContext } from './dialect.ts';
import { asObject } from './faults.ts';
import { type FieldRules, readOptions } from './options.ts';

export interface NestedRules extends FieldRules {
  /** The object's, which a provider of that very API has an option for: it gets the object whole. */
  readonly name: string;
  /** Where the object is. */
  readonly within: string;
  /** What no provider here knows is about a model that is not here, and left out without a word. */
  readonly leavesOutUnknown: boolean;
}

/** The options in an object that an API has for its models' own fields. */
export function readNestedOptions(
  fields: ReadonlyMap<string, unknown>,
  rules: NestedRules,
  model: string,
  context: DecodeContext,
): Readonly<Record<string, unknown>> {
  const { own, name, leavesOutUnknown } = rules;
  const within = `${rules.within}.`;
  refuseDestination(fields, own, within);
  const others = [...fields].filter(([member]) => !own.has(member));
  if (others.length === 0) return {};
  const optionNames = context.optionNames(model);
  if (optionNames.has(name)) return { [name]: Object.fromEntries(others) };
  const dropUnknown = leavesOutUnknown || context.dropUnknown;
  return readOptions(fields, { ...rules, within }, optionNames, dropUnknown).options;
}

/** The members of an object inside a body, as those of the body itself are read: `null` counts as absent. */
export function membersOf(value: unknown, path: string): ReadonlyMap<string, unknown> {
  const members = Object.entries(asObject(value ?? {}, path));
  return new Map(members.filter(([, member]) => member !== null));
}
