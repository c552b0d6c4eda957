import { faultAt } from '../errors.ts';
import type { RerankProvider } from '../provider.ts';
import type { CallSettings } from '../request.ts';
import type { Target } from './credentials.ts';

export type Headers = Readonly<Record<string, string>>;

/** The configured headers, which may hold credentials and so go to a trusted target only, and the call's. */
export function headersFor({ settings }: RerankProvider, call: CallSettings, { trusted }: Target): readonly Headers[] {
  const sets: Headers[] = [];
  if (trusted && settings.headers !== undefined) sets.push(settings.headers);
  if (call.headers !== undefined) sets.push(call.headers);
  for (const set of sets) checkHeaders(set);
  return sets;
}

/** Names in lower case; later ones win. Not a spread, which makes a hidden class of its own for each object. */
export function mergeHeaders(...sets: readonly (Headers | undefined)[]): Headers {
  const merged: Record<string, string> = {};
  for (const set of sets) {
    for (const name in set) merged[name.toLowerCase()] = set[name] as string;
  }
  return merged;
}

export const hasHeader = (headers: Headers | undefined, wanted: string): boolean =>
  Object.keys(headers ?? {}).some((name) => name.toLowerCase() === wanted);

// RFC 9110: a token, and a value without control characters. The transports' own errors show the value.
function checkHeaders(headers: Headers): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw badHeader('headers', 'holds a name that is not a header name');
    if (typeof value !== 'string' || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw badHeader(
        `headers.${name}`,
        'must be a string without line breaks and other characters that a header cannot carry',
      );
    }
  }
}

const badHeader = (path: string, problem: string) => faultAt(path, `${path} ${problem}.`);
