import { describe, expect, it } from 'vitest';
import { acme } from './support/acme.ts';

describe('defineRerankProvider', () => {
  it('gives a factory whose providers carry their settings and cannot be changed', () => {
    const provider = acme({ apiKey: 'k' });
    expect(provider).toMatchObject({ specVersion: 1, id: 'acme', settings: { apiKey: 'k' } });
    for (const part of [acme, acme.definition, acme.definition.endpoints, provider, provider.settings]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it('mounts another instance under its own id', () => {
    expect(acme({ id: 'acme_onprem', baseUrl: 'http://acme' })).toMatchObject({
      id: 'acme_onprem',
      settings: { baseUrl: 'http://acme' },
    });
    expect(acme.definition.id).toBe('acme');
  });
});
