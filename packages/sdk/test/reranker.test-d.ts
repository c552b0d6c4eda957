import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { expectTypeOf } from 'vitest';
import { createReranker, rerank } from '../src/index.ts';

const reranker = createReranker({
  providers: [nvidiaNim(), nvidiaNim({ id: 'nim_onprem', baseUrl: 'http://nim:8000' })],
});
interface Product {
  readonly sku: number;
  readonly title: string;
}
declare const products: readonly Product[];

export async function calls() {
  const shared = { query: 'q', documents: ['a'] };
  await reranker.rerank({ model: 'nvidia_nim/m', ...shared, options: { truncate: 'END' } });
  await reranker.rerank({ model: 'nim_onprem/ranking/m', ...shared, options: { truncate: 'NONE' } });
  // @ts-expect-error: not a value of truncate
  await reranker.rerank({ model: 'nvidia_nim/m', ...shared, options: { truncate: 'START' } });
  // @ts-expect-error: not an option
  await reranker.rerank({ model: 'nvidia_nim/m', ...shared, options: { top_k: 3 } });
  // @ts-expect-error: the provider is not registered
  await reranker.rerank({ model: 'cohere/m', ...shared });
  // @ts-expect-error: no query
  await reranker.rerank({ model: 'nvidia_nim/m', documents: ['a'] });

  const { results } = await reranker.rerank({
    model: 'nvidia_nim/m',
    query: 'q',
    documents: products,
    toText: ({ title }) => title,
  });
  expectTypeOf(results[0]!.document).toEqualTypeOf<Product>();

  await rerank({ providers: [nvidiaNim()], model: 'nvidia_nim/m', ...shared, options: { truncate: 'END' } });
  // @ts-expect-error: the provider is not registered
  await rerank({ providers: [nvidiaNim()], model: 'local/bm25', ...shared });
}
