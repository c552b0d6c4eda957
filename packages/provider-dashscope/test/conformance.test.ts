import { testRerankProvider } from '@openrerank/conformance/vitest';
import { dashscope } from '../src/index.ts';

testRerankProvider(dashscope, { fixtures: new URL('./fixtures/', import.meta.url) });
