import { testRerankProvider } from '@openrerank/conformance/vitest';
import { together } from '../src/index.ts';

testRerankProvider(together, { fixtures: new URL('./fixtures/', import.meta.url) });
