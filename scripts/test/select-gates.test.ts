import { describe, expect, it } from 'vitest';
import type { Gate } from '../check/gate.ts';
import { gates } from '../check/gates.ts';
import { selectGates } from '../check/select-gates.ts';

const gate = (name: string, needs: readonly string[] = []): Gate => ({
  name,
  title: name,
  needs,
  run: async () => ({ ok: true }),
});
const table = [gate('lint'), gate('build'), gate('pack', ['build']), gate('smoke', ['pack'])];

const select = (only?: readonly string[], skip?: readonly string[]) =>
  selectGates(table, only, skip).map(({ name }) => name);

describe('selectGates', () => {
  it('takes all gates when none is named', () => {
    expect(select()).toEqual(['lint', 'build', 'pack', 'smoke']);
  });

  it('takes the named gates, and what they need, in the order of the table', () => {
    expect(select(['smoke', 'lint'])).toEqual(['lint', 'build', 'pack', 'smoke']);
    expect(select(['build'])).toEqual(['build']);
  });

  it('leaves out what is to be skipped', () => {
    expect(select(undefined, ['lint', 'smoke'])).toEqual(['build', 'pack']);
  });

  it('refuses a name that no gate has, and tells the names that there are', () => {
    expect(() => select(['lnit'])).toThrow('There is no gate lnit. There are: lint, build, pack, smoke.');
    expect(() => select(undefined, ['lnit'])).toThrow('lnit');
  });
});

describe('the table of gates', () => {
  it('has every gate after the ones that it needs, and each name once', () => {
    const seen = new Set<string>();
    for (const { name, needs = [] } of gates) {
      expect(seen).not.toContain(name);
      for (const need of needs) expect(seen).toContain(need);
      seen.add(name);
    }
  });
});
