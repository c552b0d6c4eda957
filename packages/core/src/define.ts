import type { ProviderDefinition, ProviderSettings, RerankProviderFactory } from './provider.ts';

/**
 * Turns a definition into a factory: `const acme = defineRerankProvider({ id: 'acme', … })`, then
 * `createRegistry({ providers: [acme({ apiKey })] })`.
 */
export function defineRerankProvider<const Id extends string, Options>(
  definition: ProviderDefinition<Id, Options>,
): RerankProviderFactory<Id, Options> {
  const frozen = Object.freeze({ ...definition, endpoints: Object.freeze({ ...definition.endpoints }) });
  const mount = ({ id = definition.id, ...settings }: ProviderSettings & { readonly id?: string } = {}) =>
    Object.freeze({ specVersion: 1, id, definition: frozen, settings: Object.freeze(settings) });
  // The overload that types a mount under another id cannot be inferred from one function.
  return Object.freeze(
    Object.assign(mount, { specVersion: 1, definition: frozen }),
  ) as unknown as RerankProviderFactory<Id, Options>;
}
