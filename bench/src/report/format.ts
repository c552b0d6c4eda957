import type { Spread } from '../statistics.ts';
import type { Bound } from './goals.ts';

/** About three figures, and all of those in front of the point: `1,234`, `56.7`, `0.89`, `0.023`. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  const digits = Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The median, and the lowest and highest where there were several rounds. */
export function formatSpread(spread: Spread | undefined, unit = ''): string {
  if (spread === undefined) return '–';
  const { median, min, max } = spread;
  const middle = `${formatNumber(median)}${unit}`;
  return min === max ? middle : `${middle} (${formatNumber(min)}–${formatNumber(max)})`;
}

export const formatMedian = (spread: Spread | undefined): string =>
  spread === undefined ? '–' : formatNumber(spread.median);

export const formatBound = (bound: Bound | undefined, unit = ''): string => {
  if (bound === undefined) return '–';
  return 'atLeast' in bound ? `≥ ${bound.atLeast}${unit}` : `≤ ${bound.atMost}${unit}`;
};

/** A Markdown table. The first column is text, the others figures unless told otherwise. */
export function formatTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  textColumns: readonly number[] = [0],
): string {
  const rule = headings.map((_, column) => (textColumns.includes(column) ? '---' : '--:'));
  return [headings, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
