import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createRegistry, defineRerankProvider } from '../../src/index.ts';
import { acme } from '../support/acme.ts';

describe('options from the environment', () => {
  const regional = defineRerankProvider({
    ...acme.definition,
    env: { options: { region: ['ACME_REGION', 'REGION'] } },
    optionsSchema: z.strictObject({ region: z.string().optional(), priority: z.int().optional() }),
    optionNames: ['region', 'priority'],
  });
  const bodyOf = async (options: never | Record<string, unknown> | undefined, env: Record<string, string>) => {
    const model = createRegistry({ providers: [regional()], env }).model('acme/m');
    const { parts } = await model.plan({ query: 'q', documents: ['a'], options });
    return parts[0]?.request?.body;
  };

  it('are taken where the call gives none, the first variable that is set', async () => {
    expect(await bodyOf(undefined, { REGION: 'eu' })).toMatchObject({ region: 'eu' });
    expect(await bodyOf({ priority: 1 }, { REGION: 'eu', ACME_REGION: 'us' })).toMatchObject({
      region: 'us',
      priority: 1,
    });
    expect(await bodyOf({ region: undefined }, { REGION: 'eu' })).toMatchObject({ region: 'eu' });
  });

  it('do not stand before those of the call', async () => {
    expect(await bodyOf({ region: 'asia' }, { REGION: 'eu' })).toMatchObject({ region: 'asia' });
  });

  it('are left out where no variable is set', async () => {
    expect(await bodyOf({}, { REGION: '' })).not.toHaveProperty('region');
  });

  it('leave options that are none to the check', async () => {
    await expect(bodyOf('fast' as never, { REGION: 'eu' })).rejects.toMatchObject({ code: 'invalid_options' });
  });
});
