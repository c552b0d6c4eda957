import { testRerankProvider } from '@openrerank/conformance/vitest';
import { isaacus } from '../src/index.ts';

testRerankProvider(isaacus, { fixtures: new URL('./fixtures/', import.meta.url) });
