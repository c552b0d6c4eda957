import type { ProviderDefinition, ProviderSettings, RerankProviderFactory } from './provider.ts';
import { refuseUnknownKeys } from './unknown-keys.ts';

const settingNames: ReadonlySet<string> = new Set(
  Object.keys({ apiKey: true, baseUrl: true, headers: true } satisfies Record<keyof ProviderSettings, true>),
);

/**
 * Turns a definition into a factory: `const acme = defineRerankProvider({ id: 'acme', … })`, then
 * `createRegistry({ providers: [acme({ apiKey })] })`. Importing a provider has no effect, and neither has calling the
 * factory: nothing is read or opened before a call.
 */
export function defineRerankProvider<const Id extends string, Options, const Models extends string = string>(
  definition: ProviderDefinition<Id, Options, Models>,
): RerankProviderFactory<Id, Options, Models> {
  const frozen = Object.freeze({
    ...definition,
    env: Object.freeze({ ...definition.env }),
    endpoints: Object.freeze({ ...definition.endpoints }),
  });
  const mount = ({ id = definition.id, ...settings }: ProviderSettings & { readonly id?: string } = {}) => {
    refuseUnknownKeys(settings, settingNames, `a setting of the provider "${id}"`);
    const headers = settings.headers && Object.freeze({ ...settings.headers });
    return Object.freeze({ specVersion: 1, id, definition: frozen, settings: Object.freeze({ ...settings, headers }) });
  };
  // The overload that types a mount under another id cannot be inferred from one function.
  return Object.freeze(
    Object.assign(mount, { specVersion: 1, definition: frozen }),
  ) as unknown as RerankProviderFactory<Id, Options, Models>;
}
