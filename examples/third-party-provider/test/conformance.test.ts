import { testRerankProvider } from '@openrerank/conformance/vitest';
import { acme } from '../src/index.ts';

// The kit starts an upstream of its own, which answers in the shape of the fixtures. Nothing leaves this machine.
testRerankProvider(acme, { fixtures: new URL('./fixtures/', import.meta.url) });
