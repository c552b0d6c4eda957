import { testRerankProvider } from '@openrerank/conformance/vitest';
import { fireworks } from '../src/index.ts';

testRerankProvider(fireworks, { fixtures: new URL('./fixtures/', import.meta.url) });
