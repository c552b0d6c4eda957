import { testRerankProvider } from '@openrerank/conformance/vitest';
import { bedrock } from '../src/index.ts';

testRerankProvider(bedrock, {
  fixtures: new URL('./fixtures/', import.meta.url),
  // Of a region, since requests do not go to the base URL that stands for all of them.
  settings: {
    apiKey: 'AKIDCONFORMANCE:made-up/secret+7Qx2',
    baseUrl: 'https://bedrock-agent-runtime.ap-northeast-1.amazonaws.com',
  },
  callOptions: { aws_default_region: 'us-west-2' },
});
