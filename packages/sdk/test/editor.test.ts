import { describe, expect, it } from 'vitest';
import { createEditor } from './editor.ts';

const editor = createEditor(`
import { local } from '@openrerank/provider-local';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { createReranker, type Reranker, rerank } from '../src/index.ts';

const providers = [nvidiaNim(), nvidiaNim({ id: 'nim', baseUrl: 'http://nim:8000' }), local()] as const;
const reranker = createReranker({ providers: [nvidiaNim(), nvidiaNim({ id: 'nim' }), local()] });
const withDefault = createReranker({ providers, model: 'local/bm25' });
const plain: Reranker = reranker;
declare const fromConfig: string;
const rest = { query: 'q', documents: ['a'] };
`);
const known = [
  'nvidia_nim/nvidia/llama-nemotron-rerank-vl-1b-v2',
  'nvidia_nim/ranking/nvidia/llama-nemotron-rerank-vl-1b-v2',
  'nvidia_nim/ranking/nvidia/llama-3.2-nv-rerankqa-1b-v2',
  'nim/ranking/nvidia/llama-nemotron-rerank-vl-1b-v2',
  'local/bm25',
  'local/hybrid',
];

describe('an editor', () => {
  it.each([
    ['rerank, at the first quote', `reranker.rerank({ model: '|' })`],
    ['rerank, with all else given', `reranker.rerank({ ...rest, model: '|', topN: 1, timeoutMs: 1 })`],
    ['rerank, in the middle of a name', `reranker.rerank({ model: 'nvidia_nim/ran|', ...rest })`],
    ['rerank, over a name that is complete', `reranker.rerank({ model: 'local/bm|25', ...rest })`],
    [
      'rerank, with a toText to infer',
      `reranker.rerank({ model: '|', query: 'q', documents: [{ a: 'b' }], toText: ({ a }) => a })`,
    ],
    ['plan', `reranker.plan({ model: '|', ...rest })`],
    ['rerank of a reranker with a default', `withDefault.rerank({ model: '|', ...rest })`],
    ['rerank of a reranker with a default, in a name', `withDefault.rerank({ model: 'local/|', ...rest })`],
    ['createReranker, for the default', `createReranker({ providers, model: '|' })`],
    ['createReranker, for the default, in a name', `createReranker({ providers, model: 'local/|' })`],
    ['the one-call rerank', `rerank({ providers, model: '|', ...rest })`],
    ['the registry', `reranker.registry.model('|')`],
  ])('offers the models that the providers declare: %s', (_where, code) => {
    expect(editor.complete(code)).toEqual(expect.arrayContaining(known));
  });

  it('offers the options of the provider that the model names', () => {
    expect(editor.complete(`reranker.rerank({ ...rest, model: 'nim/x', options: { | } })`)).toEqual(['truncate']);
    expect(editor.complete(`reranker.rerank({ ...rest, model: 'local/bm25', options: { | } })`)).toContain('k1');
    expect(editor.complete(`withDefault.rerank({ ...rest, options: { | } })`)).toContain('k1');
  });

  it('accepts any string of a registered prefix, and any that the types do not know', () => {
    const calls = ['nvidia_nim/anything', 'nim/ranking/of/my/own', 'local/onnx/./a'].map(
      (model) => `reranker.rerank({ ...rest, model: '${model}' })`,
    );
    const code = [
      ...calls,
      `plain.rerank({ ...rest, model: 'acme/x' })`,
      `reranker.rerank({ ...rest, model: fromConfig })`,
    ];
    expect(editor.errors(code.join(';\n'))).toEqual([]);
  });

  it('names the models that there are where a prefix is unknown', () => {
    const [error, ...others] = editor.errors(`reranker.rerank({ ...rest, model: 'nvidia/llama' })`);
    expect(others).toEqual([]);
    expect(error).toMatch(/^Type '"nvidia\/llama"' is not assignable to type '.*"nvidia_nim\/nvidia\/llama-nemotron/);
    expect(editor.errors(`reranker.rerank({ ...rest, model: 'locl/bm25' })`)).toEqual([
      expect.stringMatching(/Did you mean '"local\/bm25"'\?$/),
    ]);
  });
});
