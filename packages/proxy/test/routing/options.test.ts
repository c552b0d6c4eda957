import { expect, it } from 'vitest';
import { optionNamesOf } from '../../src/option-names.ts';
import { optionsFor } from '../../src/routing/options.ts';

it("puts the request's options over the configuration's and drops what the provider does not know", () => {
  const known = new Set(['truncate', 'mode']);
  expect(optionsFor(known, { truncate: 'NONE', mode: 'a' }, { truncate: 'END', depth: 1 })).toEqual({
    options: { truncate: 'END', mode: 'a' },
    dropped: ['depth'],
  });
});

it('keeps what a provider passes on without knowing it', () => {
  expect(optionsFor(optionNamesOf(['mode'], true), {}, { mode: 'a', depth: 1 })).toEqual({
    options: { mode: 'a', depth: 1 },
    dropped: [],
  });
});

it('keeps what the configuration says even where the provider does not list it', () => {
  expect(optionsFor(new Set(), { odd: 1 }, {}).options).toEqual({ odd: 1 });
});
