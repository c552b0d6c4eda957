import { describe, expect, it } from 'vitest';
import { formatBound, formatNumber, formatSpread, formatTable } from '../../src/report/format.ts';

describe('formatNumber', () => {
  it('gives about three figures', () => {
    expect([1234.5, 123.4, 56.78, 1.234, 0.0234, 0, 42].map(formatNumber)).toEqual([
      '1,235',
      '123',
      '56.8',
      '1.23',
      '0.023',
      '0',
      '42',
    ]);
  });
});

describe('formatSpread', () => {
  it('gives the rounds beside the median where they differ', () => {
    expect(formatSpread({ median: 2, min: 1, max: 3.5 }, ' MB')).toBe('2 MB (1–3.50)');
    expect(formatSpread({ median: 2, min: 2, max: 2 })).toBe('2');
  });

  it('has a dash for what was not measured', () => {
    expect(formatSpread(undefined)).toBe('–');
  });
});

describe('formatBound', () => {
  it('says in which direction', () => {
    expect([{ atLeast: 0.8 }, { atMost: 512 }, undefined].map((bound) => formatBound(bound, ' MB'))).toEqual([
      '≥ 0.8 MB',
      '≤ 512 MB',
      '–',
    ]);
  });
});

describe('formatTable', () => {
  it('sets text to the left and figures to the right', () => {
    expect(formatTable(['variant', 'ms'], [['direct', '1']])).toBe('| variant | ms |\n| --- | --: |\n| direct | 1 |');
  });
});
