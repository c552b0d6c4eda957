import { testRerankProvider } from '@openrerank/conformance/vitest';
import { elasticsearch } from '../src/index.ts';

testRerankProvider(elasticsearch, { fixtures: new URL('./fixtures/', import.meta.url) });
