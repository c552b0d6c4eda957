import type { StandardSchema } from '@openrerank/core';
import { unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to ZeroEntropy. */
export interface ZeroEntropyOptions {
  /**
   * `fast` answers within a second and fails with `rate_limited` where it cannot; `slow` has far higher limits and may
   * take more than 10 seconds. ZeroEntropy's default is fast, and slow once the fast limit is reached.
   */
  readonly latency?: 'fast' | 'slow' | undefined;
}

export const optionNames: readonly string[] = ['latency'];

export const optionsSchema: StandardSchema<ZeroEntropyOptions> = z.strictObject(
  { latency: z.enum(['fast', 'slow'], { error: 'must be "fast" or "slow"' }).optional() },
  { error: unknownOptionError("ZeroEntropy's rerank API", optionNames) },
);
