import { expectTypeOf } from 'vitest';
import { createRegistry, type RerankModel } from '../src/index.ts';
import { acme } from './support/acme.ts';

const registry = createRegistry({ providers: [acme(), acme({ id: 'acme_onprem' })] });

expectTypeOf(registry.model('acme/jury/m')).toEqualTypeOf<RerankModel<{ priority?: number | undefined }>>();
expectTypeOf(registry.model('acme_onprem/m')).toEqualTypeOf<RerankModel<{ priority?: number | undefined }>>();
expectTypeOf(registry.resolve('any string')).toEqualTypeOf<RerankModel<unknown>>();

// @ts-expect-error: the provider is not registered
registry.model('cohere/rerank-v3.5');
// @ts-expect-error: no model
registry.model('acme');

export async function calls() {
  const model = registry.model('acme/m');
  await model.rerank({ query: 'q', documents: ['a'], options: { priority: 1 } });
  // @ts-expect-error: not an option of this provider
  await model.rerank({ query: 'q', documents: ['a'], options: { truncate: 'END' } });
  // @ts-expect-error: of the wrong type
  await model.rerank({ query: 'q', documents: ['a'], options: { priority: 'high' } });
  // @ts-expect-error: neither a string nor an object
  await model.rerank({ query: 'q', documents: [7] });

  interface Product {
    readonly sku: number;
    readonly text: string;
  }
  const products: readonly Product[] = [{ sku: 7, text: 'a' }];
  const { results } = await model.rerank({ query: 'q', documents: products });
  expectTypeOf(results[0]!.document).toEqualTypeOf<Product>();
  const strings = await model.rerank({ query: 'q', documents: ['a', 'b'] });
  expectTypeOf(strings.results[0]!.document).toEqualTypeOf<string>();
}
