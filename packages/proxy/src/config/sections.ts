import type * as z from 'zod';
import { nearest } from '../nearest.ts';
import type { Path } from './config-error.ts';
import type { Findings } from './findings.ts';
import { ignoredKey } from './litellm-keys.ts';
import { isReference, type References } from './references.ts';

export type Mapping = Readonly<Record<string, unknown>>;

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Schema {
  readonly shape: Readonly<Record<string, unknown>>;
}

/** The keys of a section that have an effect. */
export const usedKeys = ({ shape }: Schema): readonly string[] => Object.keys(shape);

/**
 * Keeps the keys of a mapping that have an effect, and tells of the others: LiteLLM's with a warning, any other as a
 * problem, since it is most likely a mistyped one.
 */
export function keepUsed(
  section: Mapping,
  path: Path,
  { used, ignored }: { readonly used: readonly string[]; readonly ignored: readonly string[] },
  findings: Findings,
): Mapping {
  const kept: [string, unknown][] = [];
  for (const [key, value] of Object.entries(section)) {
    if (used.includes(key)) kept.push([key, value]);
    else if (ignored.includes(key)) findings.warn([...path, key], ignoredKey(key), 'key');
    else findings.problem([...path, key], unknownKey(key, used, ignored), 'key');
  }
  return Object.fromEntries(kept);
}

export function unknownKey(key: string, used: readonly string[], others: readonly string[] = []): string {
  const meant = nearest(key, [...used, ...others]);
  return `unknown key; ${meant === undefined ? `expected ${used.join(', ')}` : `did you mean "${meant}"?`}`;
}

/** A part of the file by its schema, with references looked up; undefined where it has a problem. */
export function check<T>(
  schema: z.ZodType<T>,
  raw: unknown,
  path: Path,
  references: References,
  findings: Findings,
): T | undefined {
  const value = references.resolve(raw, path, findings);
  const { data, error } = schema.safeParse(value, { jitless: true });
  for (const issue of error?.issues ?? []) {
    const at = [...path, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
    const found = valueAt(value, issue.path);
    // Told already, when the variable was looked for.
    if (isReference(found)) continue;
    if (issue.code === 'invalid_key') findings.problem(at, issue.issues[0]?.message ?? issue.message, 'key');
    else findings.problem(at, describe(issue, found, references.variableAt(at)));
  }
  return data;
}

function describe({ code, message }: z.core.$ZodIssue, found: unknown, variable: string | undefined): string {
  if (found === undefined) return `missing: ${message}`;
  const source = variable === undefined ? '' : ` in the environment variable ${variable}`;
  // The kind is right where the form is wrong, so it says nothing.
  if (code === 'invalid_format' || code === 'custom') return `${message}${source}`;
  return `${message}; found ${kindOf(found)}${source}`;
}

/** Never the value itself, which may be a key in the wrong place. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'boolean') return `${value}`;
  if (typeof value === 'string') return value === '' ? 'empty text' : 'text';
  if (typeof value !== 'number') return 'a mapping';
  if (value === 0) return '0';
  if (value < 0) return 'a negative number';
  return Number.isInteger(value) ? 'a whole number' : 'a number that is not whole';
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (parent, key) =>
      typeof parent === 'object' && parent !== null && Object.hasOwn(parent, key)
        ? (parent as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}
