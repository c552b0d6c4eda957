import { testRerankProvider } from '@openrerank/conformance/vitest';
import { zeroentropy } from '../src/index.ts';

testRerankProvider(zeroentropy, { fixtures: new URL('./fixtures/', import.meta.url) });
