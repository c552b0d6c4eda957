import { describe, expect, it } from 'vitest';
import { middlePair, type Pair, rowsOf } from '../../src/micro/core-part.ts';

const pair = (routed: number, raw: number): Pair => ({
  routed: { cpuMicros: routed, garbageKb: 35 },
  raw: { cpuMicros: raw, garbageKb: 17 },
});

describe('rowsOf', () => {
  it("gives core what is left of a routed request without the raw dispatch's part", () => {
    expect(rowsOf(pair(65, 29))).toEqual({
      routed: { cpuMicros: 65, garbageKb: 35 },
      'raw dispatch': { cpuMicros: 29, garbageKb: 17 },
      core: { cpuMicros: 36, garbageKb: 18 },
    });
  });
});

describe('middlePair', () => {
  it('leaves out a pair of which one side was disturbed', () => {
    expect(middlePair([pair(90, 30), pair(66, 30), pair(65, 55)])).toEqual(pair(66, 30));
  });

  it('takes the lower one of two, and nothing of nothing', () => {
    expect(middlePair([pair(66, 30), pair(64, 30)])).toEqual(pair(64, 30));
    expect(middlePair([])).toBeUndefined();
  });
});
