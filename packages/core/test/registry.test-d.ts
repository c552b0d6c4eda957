import { expectTypeOf } from 'vitest';
import {
  createRegistry,
  defineRerankProvider,
  type ModelId,
  type OptionsOf,
  type RerankModel,
  type RerankProvider,
  type RerankRegistry,
} from '../src/index.ts';
import { acme } from './support/acme.ts';

const registry = createRegistry({ providers: [acme(), acme({ id: 'acme_onprem' })] });

expectTypeOf(registry.model('acme/jury/m')).toEqualTypeOf<RerankModel<{ priority?: number | undefined }>>();
expectTypeOf(registry.model('acme_onprem/m')).toEqualTypeOf<RerankModel<{ priority?: number | undefined }>>();
expectTypeOf(registry.resolve('any string')).toEqualTypeOf<RerankModel<unknown>>();

// @ts-expect-error: the provider is not registered
registry.model('cohere/rerank-v3.5');
// @ts-expect-error: no model
registry.model('acme');

// Nobody has to name the models of a provider, nor its type arguments.
expectTypeOf(acme()).toEqualTypeOf<RerankProvider<'acme', { priority?: number | undefined }>>();
const { id: _id, ...unnamed } = acme.definition;
const about = { title: 'Listed', docs: 'https://listed.test', models: ['large', 'jury/small'] } as const;
const listed = defineRerankProvider({ ...unnamed, id: 'listed', about });
expectTypeOf(defineRerankProvider<'x', object>({ ...unnamed, id: 'x' })()).toEqualTypeOf<RerankProvider<'x', object>>();
expectTypeOf(listed.definition.about!.models[0]!).toEqualTypeOf<'large' | 'jury/small'>();
const inPlace = defineRerankProvider({ ...unnamed, id: 'x', about: { ...about, models: ['a', 'b'] } });
expectTypeOf(inPlace.definition.about!.models[0]!).toEqualTypeOf<'a' | 'b'>();

type Both = readonly [ReturnType<typeof listed>, RerankProvider<'other', unknown, 'm'>];
expectTypeOf<'listed/large' | 'listed/jury/small' | 'other/m' | 'listed/any' | 'other/a/b'>().toExtend<ModelId<Both>>();
expectTypeOf<'acme/large' | 'listed' | 'large'>().not.toExtend<ModelId<Both>>();
expectTypeOf<'acme/large'>().not.toExtend<ModelId<Both>>();
expectTypeOf(listed({ id: 'mine' })).toExtend<RerankProvider<'mine', unknown, 'large' | 'jury/small'>>();

// Where the types do not know the provider, any options may be meant.
type AnyOptions = Readonly<Record<string, unknown>>;
expectTypeOf<OptionsOf<readonly RerankProvider[], 'acme/m'>>().toEqualTypeOf<AnyOptions>();
expectTypeOf<OptionsOf<Both, string>>().toEqualTypeOf<AnyOptions>();
const anyRegistry: RerankRegistry = registry;
expectTypeOf(anyRegistry.model('acme/m')).toEqualTypeOf<RerankModel<AnyOptions>>();

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
