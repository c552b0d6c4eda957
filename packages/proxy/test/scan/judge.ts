import { isDeepStrictEqual } from 'node:util';
import type { ScannedRequest, Span } from '../../src/scan/scanned-request.ts';
import { mustBeEligible } from './plain-request.ts';
import { scanners } from './scanners.ts';

/** What is known of a body: whether JSON.parse takes it, and whether the scanners do. */
export interface Verdict {
  readonly isJson: boolean;
  readonly isEligible: boolean;
}

/**
 * Scans a body with every scanner. Throws where two differ, where they take what JSON.parse refuses or reads otherwise,
 * and where they refuse a plain request.
 */
export function judge(body: Uint8Array): Verdict {
  const [scanned, ...others] = [...scanners].map(([name, scan]) => ({ name, result: scan(body) }));
  const result = scanned?.result;
  for (const other of others) {
    if (written(other.result) !== written(result)) throw differs(body, `${other.name} differs from ${scanned?.name}`);
  }
  const parsed = parse(body);
  if (result === undefined) {
    if (parsed !== undefined && mustBeEligible(body, parsed.value)) throw differs(body, 'refused without need');
    return { isJson: parsed !== undefined, isEligible: false };
  }
  if (parsed === undefined) throw differs(body, 'JSON.parse refuses it');
  checkFields(body, result, parsed.value as Record<string, unknown>);
  checkDocuments(body, result, (parsed.value as { documents: unknown[] }).documents);
  return { isJson: true, isEligible: true };
}

export function valueAt(body: Uint8Array, { start, end }: Span): unknown {
  return JSON.parse(Buffer.from(body.subarray(start, end)).toString());
}

export function spanOf(spans: Uint32Array, index: number): Span {
  return { start: spans[2 * index] as number, end: spans[2 * index + 1] as number };
}

function checkFields(body: Uint8Array, { fields }: ScannedRequest, value: Record<string, unknown>): void {
  if (!isDeepStrictEqual(new Set(fields.keys()), new Set(Object.keys(value)))) throw differs(body, 'other fields');
  for (const [name, span] of fields) {
    if (!isDeepStrictEqual(valueAt(body, span), value[name])) throw differs(body, `another value of ${name}`);
  }
}

function checkDocuments(body: Uint8Array, { documents }: ScannedRequest, values: readonly unknown[]): void {
  const { form, count, texts, wholes } = documents;
  const lengths = [count, texts.length / 2, wholes.length / 2];
  if (lengths.some((length) => length !== values.length)) throw differs(body, 'another number of documents');
  for (const [index, value] of values.entries()) {
    const text = valueAt(body, spanOf(texts, index));
    const expected = form === 'string' ? text : { text };
    const whole = valueAt(body, spanOf(wholes, index));
    if (typeof text !== 'string' || !isDeepStrictEqual(value, expected) || !isDeepStrictEqual(value, whole)) {
      throw differs(body, `another document ${index}`);
    }
  }
}

/** Strict: neither invalid UTF-8 nor a byte order mark is forgiven. */
function parse(body: Uint8Array): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)) };
  } catch {
    return undefined;
  }
}

/** All of a result as a text, which compares faster than objects do. */
function written(result: ScannedRequest | undefined): string {
  if (result === undefined) return 'not eligible';
  const { fields, documents } = result;
  const { form, count, texts, wholes } = documents;
  return JSON.stringify([[...fields], form, count, texts.join(), wholes.join(), texts === wholes]);
}

function differs(body: Uint8Array, problem: string): Error {
  return new Error(`${problem}: ${JSON.stringify(Buffer.from(body).toString('latin1'))}`);
}
