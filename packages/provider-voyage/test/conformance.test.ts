import { testRerankProvider } from '@openrerank/conformance/vitest';
import { voyage } from '../src/index.ts';

testRerankProvider(voyage, { fixtures: new URL('./fixtures/', import.meta.url) });
