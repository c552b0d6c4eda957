import { invalidInput } from '../errors.ts';

/** Names are in lower case, except as a caller or an endpoint writes them. */
export type Headers = Readonly<Record<string, string>>;

/** Headers of a request without a body, and of one with a body. */
export const accepting: Headers = { accept: 'application/json' };
export const sending: Headers = { accept: 'application/json', 'content-type': 'application/json' };

/** Names in lower case; later sets win. Not a spread, which creates a new hidden class for each object. */
export function mergeHeaders(...sets: readonly (Headers | undefined)[]): Headers {
  const merged: Record<string, string> = {};
  for (const set of sets) {
    for (const name in set) merged[name.toLowerCase()] = set[name] as string;
  }
  return merged;
}

export const hasHeader = (headers: Headers | undefined, wanted: string): boolean =>
  Object.keys(headers ?? {}).some((name) => name.toLowerCase() === wanted);

/** RFC 9110: a token, and a value without control characters. The transports' own errors would show the value. */
export function checkHeaders(headers: Headers | undefined): void {
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw invalidInput('headers', 'holds a name that is not a header name');
    if (typeof value !== 'string' || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      const problem = 'must be a string without line breaks and other characters that a header cannot carry';
      throw invalidInput(`headers.${name}`, problem);
    }
  }
}
