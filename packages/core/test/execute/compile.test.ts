import { describe, expect, it } from 'vitest';
import { defineRerankProvider } from '../../src/index.ts';
import { acme } from '../support/acme.ts';
import { compiledOf } from '../support/compiled.ts';

describe('the check of options', () => {
  const { checkOptions } = compiledOf(acme());

  it('gives what the schema makes of them, and of none', () => {
    expect(checkOptions({ priority: 2 })).toEqual({ priority: 2 });
    expect(checkOptions(undefined)).toEqual({});
    expect(checkOptions(null)).toEqual({});
  });

  it('names each option that is wrong', async () => {
    const wrong = async () => checkOptions({ priority: 'high', speed: 1 });
    await expect(wrong()).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(/^options\.priority: .*\. options: .*speed.*\.$/),
      details: { issues: [{ path: 'options.priority' }, { path: 'options' }] },
    });
  });

  it('reads both path forms of the standard', () => {
    const optionsSchema = {
      '~standard': {
        version: 1 as const,
        vendor: 'test',
        validate: () => ({ issues: [{ message: 'is wrong', path: [{ key: 'a' }, 0] }] }),
      },
    };
    const odd = defineRerankProvider({ ...acme.definition, optionsSchema });
    expect(() => compiledOf(odd()).checkOptions({})).toThrow('options.a.0: is wrong.');
  });
});
