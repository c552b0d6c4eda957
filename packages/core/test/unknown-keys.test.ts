import { describe, expect, it } from 'vitest';
import { createRegistry } from '../src/index.ts';
import { acme } from './support/acme.ts';

describe('a misspelt setting', () => {
  it.each([
    [{ timeout: 5 }, 'timeout is not a setting of a call. Did you mean timeoutMs?'],
    [{ api_key: 'k' }, 'api_key is not a setting of a call. Did you mean apiKey?'],
    [{ top_n: 5 }, 'top_n is not a setting of a call. Did you mean topN?'],
    [{ colour: 5 }, expect.stringMatching(/^colour is not a setting of a call\. Known are signal, timeoutMs, /)],
  ])('of a call is refused: %j', async (settings, message) => {
    const { model } = { model: createRegistry({ providers: [acme()] }).model('acme/m') };
    const call = model.rerank({ query: 'q', documents: ['a'] }, settings as never);
    await expect(call).rejects.toMatchObject({ code: 'invalid_request', message });
  });

  it('of a provider is refused', () => {
    expect(() => acme({ apikey: 'k' } as never)).toThrow(
      'apikey is not a setting of the provider "acme". Did you mean apiKey?',
    );
  });
});
