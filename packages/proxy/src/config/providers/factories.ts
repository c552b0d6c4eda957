import type { RerankProviderFactory } from '@openrerank/core';

/** The specification that this proxy speaks; see `RerankProvider.specVersion`. */
const specVersion = 1;

export type Factories = ReadonlyMap<string, RerankProviderFactory>;

/** The provider factories that a module exports, by their own ids, or why it cannot be used. */
export function factoriesIn(module: object): { readonly factories: Factories } | { readonly problem: string } {
  const factories = new Map<string, RerankProviderFactory>();
  for (const value of Object.values(module)) {
    if (!isFactory(value)) continue;
    if (value.specVersion !== specVersion) {
      const version = typeof value.specVersion === 'number' ? `version ${value.specVersion}` : 'an unknown version';
      return {
        problem: `was made for ${version} of the provider interface, and this proxy speaks version ${specVersion}: install releases that fit each other`,
      };
    }
    // The same factory may be exported twice, by name and as default.
    const { id } = value.definition;
    if (!factories.has(id)) factories.set(id, value);
  }
  if (factories.size > 0) return { factories };
  return { problem: 'exports no provider: expected what defineRerankProvider of @openrerank/core returns' };
}

function isFactory(value: unknown): value is RerankProviderFactory {
  if (typeof value !== 'function' || !('specVersion' in value) || !('definition' in value)) return false;
  const { definition } = value;
  return (
    typeof definition === 'object' && definition !== null && 'id' in definition && typeof definition.id === 'string'
  );
}
