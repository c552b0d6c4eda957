import type { Metric } from '../measure/measurement.ts';
import { baseVariant } from '../variants/variant.ts';
import type { Figures } from './figures.ts';
import { formatBound, formatMedian, formatNumber, formatSpread, formatTable } from './format.ts';
import type { Report } from './report.ts';
import type { SummaryLine } from './summary.ts';

const marks = {
  moonshot: 'pass, moonshot',
  pass: 'pass',
  miss: '**miss**',
  'no goal': '',
  'not measured': 'not measured',
} as const;

export const summaryTable = (lines: readonly SummaryLine[]): string =>
  formatTable(
    ['figure', 'of', 'goal', 'moonshot', 'measured (lowest–highest round)', ''],
    lines.map(({ title, part, unit, goal, moonshot, measured, verdict }) => [
      title,
      part,
      formatBound(goal, unit),
      formatBound(moonshot, unit),
      formatSpread(measured, unit),
      marks[verdict],
    ]),
    [0, 1, 5],
  );

/** A closed loop at its limit. */
export function saturatedTable(figures: Figures, scenario: string): string {
  const median = (variant: string, metric: Metric) => formatMedian(figures.spread([scenario, variant], metric));
  return formatTable(
    [
      'variant',
      'requests/s (lowest–highest)',
      `/ ${baseVariant}`,
      'CPU µs',
      'p50 ms',
      'p99 ms',
      'loop delay p99 ms',
      'RSS MB',
      'peak MB',
      'errors',
      'used %',
      'other %',
      'steal %',
    ],
    figures
      .variantsIn(scenario)
      .map((variant) => [
        variant,
        formatSpread(figures.spread([scenario, variant], 'requestsPerSecond')),
        formatMedian(figures.ratio('requestsPerSecond', [scenario, variant], [scenario, baseVariant])),
        median(variant, 'cpuMicros'),
        median(variant, 'p50Ms'),
        median(variant, 'p99Ms'),
        median(variant, 'loopDelayP99Ms'),
        median(variant, 'rssMb'),
        median(variant, 'peakRssMb'),
        median(variant, 'errors'),
        median(variant, 'usedPercent'),
        median(variant, 'otherPercent'),
        median(variant, 'stealPercent'),
      ]),
  );
}

/** Where there is room, so that latencies mean something: what each variant adds to having none. */
export function latencyTable(figures: Figures, scenario: string): string {
  const percentiles = ['p50Ms', 'p99Ms', 'p999Ms'] as const;
  return formatTable(
    [
      'variant',
      'p50 ms (lowest–highest)',
      'added p50',
      'added p99',
      'added p99.9',
      `p50 / ${baseVariant}`,
      'CPU µs',
      'errors',
    ],
    figures
      .variantsIn(scenario)
      .map((variant) => [
        variant,
        formatSpread(figures.spread([scenario, variant], 'p50Ms')),
        ...percentiles.map((metric) => added(figures, scenario, variant, metric)),
        formatMedian(figures.ratio('p50Ms', [scenario, variant], [scenario, baseVariant])),
        formatMedian(figures.spread([scenario, variant], 'cpuMicros')),
        formatMedian(figures.spread([scenario, variant], 'errors')),
      ]),
  );
}

function added(figures: Figures, scenario: string, variant: string, metric: Metric): string {
  const own = figures.spread([scenario, variant], metric);
  const direct = figures.spread([scenario, 'direct'], metric);
  return own === undefined || direct === undefined ? '–' : formatNumber(own.median - direct.median);
}

/** By heading. */
export type Columns = Readonly<Record<string, Metric>>;

/** Any scenario, with the metrics that it has. */
export const plainTable = (figures: Figures, scenario: string, what: string, columns: Columns): string =>
  formatTable(
    [what, ...Object.keys(columns)],
    figures
      .variantsIn(scenario)
      .map((variant) => [
        variant,
        ...Object.values(columns).map((metric) => formatSpread(figures.spread([scenario, variant], metric))),
      ]),
  );

export const workloadTable = ({ workloads }: Pick<Report, 'workloads'>): string =>
  formatTable(
    ['id', 'body', 'bytes'],
    workloads.map(({ id, title, bytes }) => [id, title, bytes.toLocaleString('en-US')]),
    [0, 1],
  );

export function runTable({ date, effort, seconds, machine, versions }: Report): string {
  const { cpu, cores, memoryGb, kernel } = machine;
  const facts = {
    date: `${date.slice(0, 16).replace('T', ' ')} UTC`,
    run: `${effort.name}: ${effort.rounds.main} rounds of ${effort.seconds} s in fresh processes, each warmed up for ${effort.processWarmUpSeconds} s; ${Math.round(seconds / 60)} minutes in all`,
    machine: `${cpu}, ${cores} cores, ${memoryGb} GB, ${kernel}`,
    ...versions,
  };
  return formatTable(['', ''], Object.entries(facts), [0, 1]);
}
