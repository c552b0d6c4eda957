import { testRerankProvider } from '@openrerank/conformance/vitest';
import { huggingface } from '../src/index.ts';

testRerankProvider(huggingface, { fixtures: new URL('./fixtures/', import.meta.url) });
