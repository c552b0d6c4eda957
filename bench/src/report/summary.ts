import type { Spread } from '../statistics.ts';
import type { Figures } from './figures.ts';
import { type Bound, type Goal, goals } from './goals.ts';

export type Verdict = 'moonshot' | 'pass' | 'miss' | 'no goal' | 'not measured';

export interface SummaryLine extends Pick<Goal, 'title' | 'part' | 'unit' | 'goal' | 'moonshot'> {
  readonly measured: Spread | undefined;
  readonly verdict: Verdict;
}

export const summarize = (figures: Figures): readonly SummaryLine[] =>
  goals.map(({ value, ...goal }) => {
    const measured = value(figures);
    return { ...goal, measured, verdict: judge(measured, goal) };
  });

/** By the median. */
export function judge(measured: Spread | undefined, { goal, moonshot }: Pick<Goal, 'goal' | 'moonshot'>): Verdict {
  if (measured === undefined) return 'not measured';
  if (moonshot !== undefined && meets(measured.median, moonshot)) return 'moonshot';
  if (goal === undefined) return 'no goal';
  return meets(measured.median, goal) ? 'pass' : 'miss';
}

const meets = (value: number, bound: Bound): boolean =>
  'atLeast' in bound ? value >= bound.atLeast : value <= bound.atMost;
