import type { StandardSchema } from '@openrerank/core';
import * as z from 'zod';
import type { Bm25Options } from './bm25.ts';
import { bounds } from './scoring.ts';

/** What `local/bm25` and `local/hybrid` take in `options`. */
export type LocalOptions = Bm25Options;

const numberWithin = ([least, most]: readonly [number, number]) => {
  const expected = `must be a number from ${least} to ${most}`;
  return z
    .number({ error: ({ input }) => `${expected}, not ${kindOf(input)}` })
    .min(least, expected)
    .max(most, expected)
    .optional();
};

const kindOf = (value: unknown): string => {
  if (value === null || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
};

const schema = z.strictObject({ k1: numberWithin(bounds.k1), b: numberWithin(bounds.b) });

export const optionsSchema: StandardSchema<LocalOptions> = schema;

export const optionNames: readonly string[] = Object.keys(schema.shape);
