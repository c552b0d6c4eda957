import { testRerankProvider } from '@openrerank/conformance/vitest';
import { bedrock } from '../src/index.ts';

testRerankProvider(bedrock, {
  fixtures: new URL('./fixtures/', import.meta.url),
  settings: { apiKey: 'AKIDCONFORMANCE:made-up/secret+7Qx2' },
});
