import { testRerankProvider } from '@openrerank/conformance/vitest';
import { pinecone } from '../src/index.ts';

testRerankProvider(pinecone, { fixtures: new URL('./fixtures/', import.meta.url) });
