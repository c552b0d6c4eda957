import { describe, expect, it } from 'vitest';
import { wrongAnswer } from '../../src/measure/probe.ts';
import { workloads } from '../../src/workloads/workloads.ts';

const places = (count: number, text?: string) =>
  Array.from({ length: count }, () => (text === undefined ? {} : { document: { text } }));

describe('wrongAnswer', () => {
  it('expects the ten best places of a proxy, and every place of the upstream itself', () => {
    expect(wrongAnswer({ results: places(10) }, workloads.M)).toBeUndefined();
    expect(wrongAnswer({ rankings: places(100) }, workloads.M)).toBeUndefined();
  });

  it('says how many places are missing', () => {
    expect(wrongAnswer({ results: places(9) }, workloads.M)).toBe('it gave 9 places, not 10');
    expect(wrongAnswer({}, workloads.M)).toBe('it gave 0 places, not 100');
  });

  it('wants the documents back where they were asked for', () => {
    expect(wrongAnswer({ results: places(1000) }, workloads.echo)).toBe('it did not return the documents');
    expect(wrongAnswer({ results: places(1000, 'text') }, workloads.echo)).toBeUndefined();
  });
});
