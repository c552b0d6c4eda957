import { testRerankProvider } from '@openrerank/conformance/vitest';
import { contextual } from '../src/index.ts';

testRerankProvider(contextual, { fixtures: new URL('./fixtures/', import.meta.url) });
