import { testRerankProvider } from '@openrerank/conformance/vitest';
import { nvidiaNim } from '../src/index.ts';

testRerankProvider(nvidiaNim, { fixtures: new URL('./fixtures/', import.meta.url) });
