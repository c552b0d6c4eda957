import { testRerankProvider } from '@openrerank/conformance/vitest';
import { vllm } from '../src/index.ts';

testRerankProvider(vllm, { fixtures: new URL('./fixtures/', import.meta.url) });
