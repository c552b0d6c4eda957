import { testRerankProvider } from '@openrerank/conformance/vitest';
import { afterAll, describe } from 'vitest';
import type { local as Local } from '../src/index.ts';
import { buildForNode } from './built.ts';
import { temporaryFolder, writeModel } from './tiny-model.ts';

const built = await buildForNode();
afterAll(() => built.remove());
const { local }: { readonly local: typeof Local } = await import(/* @vite-ignore */ built.url);

const onnx = `onnx/${writeModel(temporaryFolder(afterAll))}`;

// Of models with equal abilities the kit asks the first.
describe.each(['bm25', 'hybrid'])('with %s', (model) => testRerankProvider(local, { models: [model, onnx] }));
