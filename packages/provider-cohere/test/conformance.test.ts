import { testRerankProvider } from '@openrerank/conformance/vitest';
import { azureAi, cohere } from '../src/index.ts';

testRerankProvider(cohere, { fixtures: new URL('./fixtures/cohere/', import.meta.url) });
testRerankProvider(azureAi, { fixtures: new URL('./fixtures/azure-ai/', import.meta.url) });
