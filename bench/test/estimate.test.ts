import { describe, expect, it } from 'vitest';
import { chooseScenarios, readArguments } from '../src/arguments.ts';
import { efforts, quickLimitSeconds } from '../src/effort.ts';
import { estimateSeconds } from '../src/estimate.ts';

describe('the quick benchmark', () => {
  it('fits into its seven minutes', () => {
    expect(estimateSeconds(chooseScenarios(undefined, false), efforts.quick)).toBeLessThanOrEqual(quickLimitSeconds);
  });
});

describe('readArguments', () => {
  it('measures everything quickly, into the docs, when nothing is said', () => {
    const { effort, out, command } = readArguments([]);
    expect(effort.name).toBe('quick');
    expect(out).toBeUndefined();
    expect(command).toBe('run');
  });

  it('keeps some figures out of the docs, which hold all of them', () => {
    const { scenarios, out } = readArguments(['--only', 'S,S-']);
    expect(scenarios.map(({ id }) => id)).toEqual(['S', 'S-alone', 'S-paced']);
    expect(out).toBe('bench/.cache/results');
  });

  it('has scenarios that only the full benchmark measures', () => {
    const ids = (args: string[]) => readArguments(args).scenarios.map(({ id }) => id);
    expect(ids([])).not.toContain('python');
    expect(ids(['--full'])).toContain('python');
    expect(ids(['--only', 'python'])).toEqual(['python']);
  });

  it('refuses a scenario that is none', () => {
    expect(() => readArguments(['--only', 'nothing'])).toThrow('No scenario\'s id is or begins with "nothing"');
  });
});
