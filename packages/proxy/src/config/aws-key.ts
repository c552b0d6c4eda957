import type { Entry } from './entry.ts';
import { isReference, type References } from './references.ts';

const parts = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'] as const;

/** The keys of an entry that `readAwsKey` reads. */
export const isAwsKeyPart = (key: string): boolean => (parts as readonly string[]).includes(key);

/**
 * AWS's key, which LiteLLM writes in parts, as the one text that a provider takes for its key: `id:secret[:token]`. Undefined
 * where the entry has none, so that AWS's own places are looked at.
 */
export function readAwsKey({ rest, paramsPath, findings }: Entry, references: References): string | undefined {
  const given = parts.filter((key) => rest[key] !== undefined && rest[key] !== '');
  if (given.length === 0) return undefined;
  for (const key of parts.slice(0, 2)) {
    if (given.includes(key)) continue;
    findings.problem(paramsPath, `${given.join(' and ')} without ${key}: a key of AWS is both`);
    return undefined;
  }
  const values = given.map((key) => references.resolve(rest[key], [...paramsPath, key], findings));
  // What could not be looked up is a problem already.
  if (values.some(isReference)) return undefined;
  for (const [place, value] of values.entries()) {
    if (typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)) continue;
    findings.problem([...paramsPath, given[place] as string], 'expected text without spaces and line breaks');
    return undefined;
  }
  return values.join(':');
}
