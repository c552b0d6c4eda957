import { testRerankProvider } from '@openrerank/conformance/vitest';
import { __factory__ } from '../src/index.ts';

// The kit starts an upstream of its own, which answers in the shape of the fixtures. Nothing leaves this machine.
testRerankProvider(__factory__, { fixtures: new URL('./fixtures/', import.meta.url) });
