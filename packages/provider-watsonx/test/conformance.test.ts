import { testRerankProvider } from '@openrerank/conformance/vitest';
import { watsonx } from '../src/index.ts';

testRerankProvider(watsonx, {
  fixtures: new URL('./fixtures/', import.meta.url),
  // A token: an API key would be exchanged at IBM Cloud.
  settings: { apiKey: 'openrerank.made-up.token-7Qx2' },
  callOptions: { project_id: 'my-project' },
});
