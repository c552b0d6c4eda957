import type { RerankError } from '@openrerank/core';
import { nearest, quote } from '../nearest.ts';
import type { OptionNames } from '../option-names.ts';
import { invalid } from './faults.ts';

/** Which fields of a request are not options of the model's provider. */
export interface FieldRules {
  /** Read by the dialect itself. */
  readonly own: ReadonlySet<string>;
  /** Of the vendor's API, and accepted without effect where no deployment takes them as an option. */
  readonly ignored: readonly string[];
  /** The path of the object that holds the fields, with a dot behind it. Default: the body itself. */
  readonly within?: string;
}

export interface ReadOptions {
  readonly options: Readonly<Record<string, unknown>>;
  /** What was accepted without effect, a sentence each. */
  readonly warnings: readonly string[];
}

/** Longer lists of names say nothing more. */
const mostNames = 5;

/** Sorts out what is left beside a dialect's own fields. Throws `invalid_request` for what nobody knows. */
export function readOptions(
  fields: ReadonlyMap<string, unknown>,
  rules: FieldRules,
  optionNames: OptionNames,
  dropUnknown: boolean,
): ReadOptions {
  const options: Record<string, unknown> = {};
  const ignored: string[] = [];
  const unknown: string[] = [];
  for (const [name, value] of fields) {
    if (rules.own.has(name)) continue;
    if (optionNames.has(name)) options[name] = value;
    else if (rules.ignored.includes(name)) ignored.push(name);
    else if (optionNames.isOpen) options[name] = value;
    else unknown.push(name);
  }
  if (unknown.length > 0 && !dropUnknown) throw unknownFields(unknown, rules, optionNames);
  return { options, warnings: warningsOf(ignored, unknown) };
}

function warningsOf(ignored: readonly string[], dropped: readonly string[]): readonly string[] {
  const warnings = ignored.map((name) => `${name} has no effect on this model and was ignored.`);
  if (dropped.length > 0) warnings.push(`Unknown fields were dropped: ${list(dropped)}.`);
  return warnings;
}

function unknownFields(
  names: readonly string[],
  { own, ignored, within = '' }: FieldRules,
  optionNames: ReadonlySet<string>,
): RerankError {
  const known = [...own, ...optionNames];
  const issues = names.slice(0, mostNames).map((name) => {
    const meant = nearest(name, [...known, ...ignored]);
    const others = known.length === 0 ? 'There are none.' : `Known are ${known.join(', ')}.`;
    const hint = meant === undefined ? others : `Did you mean ${meant}?`;
    return { path: `${within}${name}`, problem: `is not a field of this API or an option of this model. ${hint}` };
  });
  return invalid(issues);
}

function list(names: readonly string[]): string {
  const more = names.length - mostNames;
  return names.slice(0, mostNames).map(quote).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
