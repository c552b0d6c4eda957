import { testRerankProvider } from '@openrerank/conformance/vitest';
import { defineAiSdkProvider } from '../src/index.ts';
import { lengthModel } from './length-model.ts';

testRerankProvider(defineAiSdkProvider({ id: 'acme', models: { length: lengthModel } }));
