import { testRerankProvider } from '@openrerank/conformance/vitest';
import type { RerankProviderFactory } from '@openrerank/core';
import * as exported from '../src/index.ts';

const factories: readonly RerankProviderFactory[] = Object.values(exported);

for (const factory of factories) {
  testRerankProvider(factory, { fixtures: new URL(`./fixtures/${factory.definition.id}/`, import.meta.url) });
}
