import { testRerankProvider } from '@openrerank/conformance/vitest';
import { vertexAi } from '../src/index.ts';

testRerankProvider(vertexAi, {
  fixtures: new URL('./fixtures/', import.meta.url),
  callOptions: { vertex_project: 'my-project' },
});
