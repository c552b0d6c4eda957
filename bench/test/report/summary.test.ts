import { describe, expect, it } from 'vitest';
import type { Measurement, Metric } from '../../src/measure/measurement.ts';
import { createFigures } from '../../src/report/figures.ts';
import { goals } from '../../src/report/goals.ts';
import { judge, summarize } from '../../src/report/summary.ts';

const rounds = (scenario: string, variant: string, metric: Metric, ...values: number[]): readonly Measurement[] =>
  values.map((value, round) => ({ scenario, variant, round, values: { [metric]: value } }));

const exactly = (median: number) => ({ median, min: median, max: median });

describe('judge', () => {
  it('goes by the median, at the bound included', () => {
    const bounds = { goal: { atLeast: 0.8 }, moonshot: { atLeast: 1.1 } };
    expect(judge({ median: 0.8, min: 0.1, max: 5 }, bounds)).toBe('pass');
    expect(judge(exactly(0.79), bounds)).toBe('miss');
    expect(judge(exactly(1.1), bounds)).toBe('moonshot');
  });

  it('knows figures that should be low', () => {
    const bounds = { goal: { atMost: 1.3 }, moonshot: { atMost: 0.8 } };
    expect(judge(exactly(1.31), bounds)).toBe('miss');
    expect(judge(exactly(1.3), bounds)).toBe('pass');
    expect(judge(exactly(0.5), bounds)).toBe('moonshot');
  });

  it('says when there is nothing to judge', () => {
    expect(judge(undefined, { goal: { atMost: 1 } })).toBe('not measured');
    expect(judge(exactly(1), {})).toBe('no goal');
  });
});

describe('summarize', () => {
  const line = (measurements: readonly Measurement[], title: string, part: string) =>
    summarize(createFigures(measurements)).find((each) => each.title.includes(title) && each.part === part);

  it('forms ratios round by round', () => {
    const measured = line(
      [
        ...rounds('S', 'openrerank', 'requestsPerSecond', 80, 200, 30),
        ...rounds('S', 'buffered', 'requestsPerSecond', 100, 200, 40),
      ],
      'proxy / buffered pass-through',
      'S',
    );
    expect(measured).toMatchObject({ measured: { median: 0.8, min: 0.75, max: 1 }, verdict: 'pass' });
  });

  it('shows how the cost of a byte changes with the size of a body', () => {
    const measured = line(
      [
        ...rounds('M', 'openrerank', 'cpuMicros', 100),
        ...rounds('M', 'buffered', 'cpuMicros', 100),
        ...rounds('100MB', 'openrerank', 'cpuMicros', 300),
        ...rounds('100MB', 'buffered', 'cpuMicros', 200),
      ],
      'CPU per kB',
      '100 MB against M: not growing (10 % for noise)',
    );
    expect(measured).toMatchObject({ measured: { median: 1.5 }, verdict: 'miss' });
  });

  it('lists every goal, measured or not', () => {
    const lines = summarize(createFigures([]));
    expect(lines).toHaveLength(goals.length);
    expect(lines.every(({ verdict }) => verdict === 'not measured')).toBe(true);
  });
});
