import { testRerankProvider } from '@openrerank/conformance/vitest';
import { deepinfra } from '../src/index.ts';

testRerankProvider(deepinfra, { fixtures: new URL('./fixtures/', import.meta.url) });
