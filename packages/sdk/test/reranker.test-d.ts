import { local } from '@openrerank/provider-local';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { expectTypeOf } from 'vitest';
import { createReranker, type Reranker, type RerankResponse, rerank } from '../src/index.ts';

const reranker = createReranker({
  providers: [nvidiaNim(), nvidiaNim({ id: 'nim_onprem', baseUrl: 'http://nim:8000' })],
});
const shared = { query: 'q', documents: ['a'] };
const model = 'nvidia_nim/m';
interface Product {
  readonly sku: number;
  readonly title: string;
}
declare const products: readonly Product[];
declare const fromConfig: string;
declare const perhaps: string | undefined;

export async function options() {
  await reranker.rerank({ model: 'nvidia_nim/m', ...shared, options: { truncate: 'END' } });
  await reranker.rerank({ model: 'nim_onprem/ranking/m', ...shared, options: { truncate: 'NONE' } });
  // @ts-expect-error: not a value of truncate
  await reranker.rerank({ model: 'nvidia_nim/m', ...shared, options: { truncate: 'START' } });
  // @ts-expect-error: not an option
  await reranker.rerank({ model: 'nvidia_nim/m', ...shared, options: { top_k: 3 } });
  // @ts-expect-error: not a parameter
  await reranker.rerank({ model: 'nvidia_nim/m', ...shared, top_n: 3 });
  // @ts-expect-error: no query
  await reranker.rerank({ model: 'nvidia_nim/m', documents: ['a'] });
  // @ts-expect-error: not an option of createReranker
  createReranker({ providers: [nvidiaNim()], timeoutMs: 3 });
}

export async function models() {
  // @ts-expect-error: the provider is not registered
  await reranker.rerank({ model: 'cohere/m', ...shared });
  // @ts-expect-error: the provider is not registered
  await reranker.plan({ model: 'cohere/m', ...shared });
  // @ts-expect-error: no model
  await reranker.rerank({ model: 'nvidia_nim', ...shared });
  // @ts-expect-error: the model is missing
  await reranker.rerank({ ...shared });
  // @ts-expect-error: the model may be missing
  await reranker.rerank({ model: perhaps, ...shared });

  await reranker.rerank({ model: fromConfig, ...shared, options: { anything: 1 }, toText: (text) => text.trim() });
  await reranker.plan({ model: fromConfig, ...shared, options: { anything: 1 } });
  await reranker.rerank({ model: `nim_onprem/${fromConfig}`, ...shared, options: { truncate: 'END' } });
  // @ts-expect-error: options are an object
  await reranker.rerank({ model: fromConfig, ...shared, options: 7 });

  await rerank({ providers: [nvidiaNim()], model: 'nvidia_nim/m', ...shared, options: { truncate: 'END' } });
  await rerank({ providers: [nvidiaNim()], model: fromConfig, ...shared, options: { anything: 1 } });
  // @ts-expect-error: the provider is not registered
  await rerank({ providers: [nvidiaNim()], model: 'local/bm25', ...shared });
  // @ts-expect-error: the model is missing
  await rerank({ providers: [nvidiaNim()], ...shared });
}

export async function defaultModel() {
  const own = createReranker({ providers: [nvidiaNim(), local()], model: 'local/bm25' });
  await own.rerank({ ...shared, options: { k1: 1 } });
  await own.plan({ ...shared, options: { k1: 1 } });
  await own.rerank({ ...shared, model: 'nvidia_nim/m', options: { truncate: 'END' } });
  await own.rerank({ ...shared, model: fromConfig, options: { anything: 1 } });
  await own.rerank({ ...shared, model: perhaps });
  await own.rerank({ ...shared, documents: products, toText: ({ title }) => title });
  // @ts-expect-error: not an option of the default model
  await own.rerank({ ...shared, options: { truncate: 'END' } });
  // @ts-expect-error: not an option of the model of the call
  await own.rerank({ ...shared, model: 'nvidia_nim/m', options: { k1: 1 } });
  // @ts-expect-error: the provider is not registered
  await own.rerank({ ...shared, model: 'cohere/m' });
  // @ts-expect-error: no text
  await own.rerank({ ...shared, documents: products });

  await createReranker({ providers: [local()], model: fromConfig }).rerank({ ...shared, options: { anything: 1 } });
  // Whether there is a default is then known at run time only.
  await createReranker({ providers: [local()], model: perhaps }).rerank(shared);
  // @ts-expect-error: the provider is not registered
  createReranker({ providers: [local()], model: 'cohere/m' });
}

export async function anyReranker() {
  const all: readonly Reranker[] = [
    reranker,
    createReranker({ providers: [nvidiaNim()] }),
    createReranker({ providers: [nvidiaNim(), local()], model: 'local/bm25' }),
    createReranker({ providers: [local()], model: fromConfig }),
  ];
  const first = all[0] as Reranker;
  await first.rerank({ model: 'nvidia_nim/m', ...shared, options: { truncate: 'END' } });
  await first.rerank({ model: fromConfig, ...shared });
  await first.plan({ model: 'nvidia_nim/m', ...shared });
  // @ts-expect-error: no model
  await first.rerank({ model: 'nvidia_nim', ...shared });
  // @ts-expect-error: the model is missing
  await first.rerank(shared);
  // @ts-expect-error: no text
  await first.rerank({ model: 'nvidia_nim/m', query: 'q', documents: products });
  const { rankedDocuments } = await first.rerank({
    model,
    query: 'q',
    documents: products,
    toText: (one) => one.title,
  });
  expectTypeOf(rankedDocuments).toEqualTypeOf<readonly Product[]>();
}

export async function documents() {
  const response = await reranker.rerank({ model, query: 'q', documents: products, toText: ({ title }) => title });
  expectTypeOf(response.results[0]!.document).toEqualTypeOf<Product>();
  expectTypeOf(response.rankedDocuments).toEqualTypeOf<readonly Product[]>();
  expectTypeOf(response).toExtend<RerankResponse<Product>>();
  const strings = await reranker.rerank({ model, query: 'q', documents: ['a', 'b'] });
  expectTypeOf(strings.rankedDocuments).toEqualTypeOf<readonly string[]>();

  await reranker.rerank({ model, query: 'q', documents: [{ text: 'a', id: 1 }] });
  await reranker.rerank({ model, query: 'q', documents: [{ image: 'data:image/png;base64,AA==' }] });
  await reranker.rerank({ model, query: 'q', documents: ['a', { text: 'b', id: 1 }, { image: 'c' }] });
  await reranker.rerank({ model, query: 'q', documents: [] });
  await rerank({ providers: [nvidiaNim()], model, query: 'q', documents: [{ text: 'a' }] });
  // @ts-expect-error: no text
  await reranker.rerank({ model, query: 'q', documents: products });
  // @ts-expect-error: no text
  await reranker.plan({ model, query: 'q', documents: products });
  // @ts-expect-error: no text
  await reranker.rerank({ model: fromConfig, query: 'q', documents: products });
  // @ts-expect-error: no text
  await rerank({ providers: [nvidiaNim()], model, query: 'q', documents: products });
  // @ts-expect-error: one of them has no text
  await reranker.rerank({ model, query: 'q', documents: ['a', { text: 'b' }, { body: 'c' }] });
  // @ts-expect-error: text is a string
  await reranker.rerank({ model, query: 'q', documents: [{ text: 7 }] });
  // @ts-expect-error: neither a string nor an object
  await reranker.rerank({ model, query: 'q', documents: [7] });
  // @ts-expect-error: toText gives a string
  await reranker.rerank({ model, query: 'q', documents: products, toText: ({ sku }) => sku });
}
