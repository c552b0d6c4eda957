import { testRerankProvider } from '@openrerank/conformance/vitest';
import { jina } from '../src/index.ts';

testRerankProvider(jina, { fixtures: new URL('./fixtures/', import.meta.url) });
