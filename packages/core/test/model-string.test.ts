import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RerankError } from '../src/errors.ts';
import { routeModel } from '../src/model-string.ts';
import type { RerankProvider } from '../src/provider.ts';
import { acme } from './support/acme.ts';

const providers = new Map<string, RerankProvider>([
  ['acme', acme()],
  ['acme_onprem', acme({ id: 'acme_onprem' })],
]);
const route = (id: string) => {
  const { provider, endpoint, model, registered, served } = routeModel(id, providers);
  expect(registered).toBe(providers.get(provider));
  expect(served).toBe(registered.definition.endpoints[endpoint]);
  return [provider, endpoint, model];
};

describe('routeModel', () => {
  it.each([
    ['acme/m', ['acme', 'rerank', 'm']],
    ['acme/org/m', ['acme', 'rerank', 'org/m']],
    ['acme/jury/m', ['acme', 'jury', 'm']],
    ['acme/jury/org/m', ['acme', 'jury', 'org/m']],
    ['acme_onprem/jury/m', ['acme_onprem', 'jury', 'm']],
    // Nothing follows, so the segment is the model.
    ['acme/jury', ['acme', 'rerank', 'jury']],
    ['acme/jury/', ['acme', 'rerank', 'jury/']],
    // The way out of a clash: name the default endpoint.
    ['acme/rerank/jury/m', ['acme', 'rerank', 'jury/m']],
    // Nothing is folded, trimmed or decoded.
    ['acme/Jury/m', ['acme', 'rerank', 'Jury/m']],
    ['acme/ jury/m', ['acme', 'rerank', ' jury/m']],
    ['acme/%6Aury/m', ['acme', 'rerank', '%6Aury/m']],
    // Own properties only.
    ['acme/constructor/m', ['acme', 'rerank', 'constructor/m']],
    ['acme/__proto__/m', ['acme', 'rerank', '__proto__/m']],
  ])('reads %s', (id, expected) => {
    expect(route(id)).toEqual(expected);
  });

  it.each(['', '/', 'acme', 'acme/', '/m'])('refuses %j with what is registered', (id) => {
    expect(() => route(id)).toThrow(/must look like "<provider>\/<model>"\. Registered: acme, acme_onprem\./);
  });

  it('names what is registered where the prefix is not', () => {
    expect(() => route('acm/m')).toThrow('No provider "acm" is registered. Registered: acme, acme_onprem.');
    expect(() => routeModel('acme/m', new Map())).toThrow('Registered: none.');
  });

  it('leads every string to a model that is a suffix of it, or to an error with a code', () => {
    const segment = fc.oneof(fc.constantFrom('acme', 'jury', 'rerank', '', 'constructor'), fc.string());
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        const id = segments.join('/');
        try {
          const [provider, endpoint, model] = route(id) as [string, string, string];
          expect(id.endsWith(`/${model}`)).toBe(true);
          expect([`${provider}/${model}`, `${provider}/${endpoint}/${model}`]).toContain(id);
        } catch (error) {
          expect(error).toBeInstanceOf(RerankError);
        }
      }),
    );
  });
});
