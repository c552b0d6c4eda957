import { testRerankProvider } from '@openrerank/conformance/vitest';
import { mixedbread } from '../src/index.ts';

testRerankProvider(mixedbread, { fixtures: new URL('./fixtures/', import.meta.url) });
