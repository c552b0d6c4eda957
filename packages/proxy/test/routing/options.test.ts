import { expect, it } from 'vitest';
import { optionNamesOf } from '../../src/option-names.ts';
import { optionsFor } from '../../src/routing/options.ts';

it("puts the request's options over the configuration's and drops what the provider does not know", () => {
  const known = new Set(['truncate', 'mode']);
  expect(optionsFor(known, { truncate: 'NONE', mode: 'a' }, { options: { truncate: 'END', depth: 1 } })).toEqual({
    options: { truncate: 'END', mode: 'a' },
    dropped: ['depth'],
  });
});

it('keeps what a provider passes on without knowing it', () => {
  expect(optionsFor(optionNamesOf(['mode'], true), {}, { options: { mode: 'a', depth: 1 } })).toEqual({
    options: { mode: 'a', depth: 1 },
    dropped: [],
  });
});

it('keeps what the configuration says even where the provider does not list it', () => {
  expect(optionsFor(new Set(), { odd: 1 }, { options: {} }).options).toEqual({ odd: 1 });
});

it.each([
  ['a flag of its own', ['truncation'], { truncation: true }, { truncation: false }],
  ['what is cut', ['truncate'], { truncate: 'END' }, { truncate: 'NONE' }],
  ['a flag beside its direction', ['truncate', 'truncation_direction'], { truncate: true }, { truncate: false }],
  ['nothing', ['mode'], {}, {}],
])('says to each provider in its own words whether texts may be cut: %s', (_, names, allowed, forbidden) => {
  const optionsOf = (truncation: boolean) => optionsFor(new Set(names), {}, { options: {}, truncation }).options;
  expect([optionsOf(true), optionsOf(false)]).toEqual([allowed, forbidden]);
});

it("puts the request's truncation over the configuration's", () => {
  const given = { options: {}, truncation: true };
  expect(optionsFor(new Set(['truncate']), { truncate: 'NONE' }, given).options).toEqual({ truncate: 'END' });
});
