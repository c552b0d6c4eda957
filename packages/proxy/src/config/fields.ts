import * as z from 'zod';

// Every message says what is expected; what was found instead is added where the place is known, as a kind only.

/** Text that is not empty. */
export const text = (expected: string) => z.string(`expected ${expected}`).min(1, `expected ${expected}`);

/** A number above 0. Text will do where it reads as one: that is what an environment variable gives. */
export function positive(expected: string) {
  const message = `expected ${expected} greater than 0`;
  return z.preprocess(toNumber, z.number(message).positive(message));
}

/** Zero or more. */
export function nonNegative(expected: string) {
  const message = `expected ${expected}, 0 or more`;
  return z.preprocess(toNumber, z.number(message).nonnegative(message));
}

/** A whole number, zero or more. */
export function count(expected: string) {
  const message = `expected ${expected}, a whole number, 0 or more`;
  return z.preprocess(toNumber, z.int(message).nonnegative(message));
}

/** True or false. LiteLLM reads YAML 1.1, where yes and no are booleans too. */
export const flag = () => z.preprocess(toBoolean, z.boolean('expected true or false'));

/** A credential, in the characters that an HTTP header can carry. */
export const secret = (expected: string) =>
  z
    .string(`expected ${expected}, as text in quotes`)
    .min(1, `expected ${expected}, or no such line`)
    .regex(/^[\x21-\x7e]*$/, `expected ${expected} without spaces, line breaks and other than ASCII characters`);

export function baseUrl(expected: string) {
  const message = `expected ${expected}: an absolute http or https URL, such as https://nim.example.com`;
  return z
    .string(message)
    .refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), { error: message, abort: true })
    .refine((value) => !hasCredentials(value), 'expected a URL without user name and password; use headers for them');
}

/** HTTP header fields by name. */
export const headerFields = () =>
  z.record(
    z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, 'expected the name of an HTTP header'),
    z
      .string('expected the value of an HTTP header, as text in quotes')
      .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'expected the value of an HTTP header, without line breaks'),
    'expected a mapping from header names to values',
  );

function hasCredentials(value: string): boolean {
  const { username, password } = new URL(value);
  return username !== '' || password !== '';
}

function toNumber(value: unknown): unknown {
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'on', '1'].map((word) => [word, true] as const),
  ...['false', 'no', 'off', '0'].map((word) => [word, false] as const),
]);

function toBoolean(value: unknown): unknown {
  return typeof value === 'string' ? (booleans.get(value.trim().toLowerCase()) ?? value) : value;
}
