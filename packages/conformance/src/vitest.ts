import type { RerankProvider, RerankProviderFactory } from '@openrerank/core';
import { describe, test } from 'vitest';
import { conformanceChecks } from './conformance-checks.ts';
import type { ConformanceOptions } from './options.ts';

/** In milliseconds: longer than a check waits for a call that does not end, so that its own message is seen. */
const timeout = 30_000;

/** Registers a test for each of `conformanceChecks`, by groups. */
export function testRerankProvider(
  provider: RerankProvider | RerankProviderFactory,
  options: ConformanceOptions = {},
): void {
  const checks = conformanceChecks(provider, options);
  const groups = new Set(checks.map(({ group }) => group));
  describe(`the provider ${provider.definition.id}`, () => {
    for (const group of groups) {
      describe(group, () => {
        for (const { name, run } of checks.filter((check) => check.group === group)) test(name, { timeout }, run);
      });
    }
  });
}
