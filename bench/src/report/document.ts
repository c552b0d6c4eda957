import { createFigures, type Figures } from './figures.ts';
import type { Report } from './report.ts';
import type { Verdict } from './summary.ts';
import { latencyTable, plainTable, runTable, saturatedTable, summaryTable, workloadTable } from './tables.ts';

/** Fills the places `{{name}}` of the template with this run's tables. Throws for a place that nothing fills. */
export function fillTemplate(template: string, report: Report): string {
  const fragments = fragmentsOf(report);
  return template.replaceAll(/\{\{([\w-]+)\}\}/g, (_, name: string) => {
    const fragment = fragments[name];
    if (fragment === undefined) throw new Error(`The template asks for {{${name}}}, which the report does not have.`);
    return fragment;
  });
}

function fragmentsOf(report: Report): Readonly<Record<string, string>> {
  const figures = createFigures(report.measurements);
  const bursts = report.scenarios.filter(({ kind }) => kind === 'burst');
  return {
    verdict: verdictLine(report),
    summary: summaryTable(report.summary),
    skipped: skippedList(report),
    run: runTable(report),
    workloads: workloadTable(report),
    saturated: sections(
      report,
      'closed',
      (id) => !id.endsWith('-alone'),
      (id) => saturatedTable(figures, id),
    ),
    alone: sections(
      report,
      'closed',
      (id) => id.endsWith('-alone'),
      (id) => latencyTable(figures, id),
    ),
    counted: sections(
      report,
      'counted',
      () => true,
      (id) => plainTable(figures, id, 'variant', countedColumns),
    ),
    open: openSections(report, figures),
    burst: bursts.map(({ id }) => plainTable(figures, id, 'variant', burstColumns)).join('\n\n'),
    'cold-start': plainTable(figures, 'cold-start', 'program', { 'ms to the first 200': 'startMs' }),
    sdk: sections(
      report,
      'sdk',
      () => true,
      (id) => plainTable(figures, id, 'client', sdkColumns),
    ),
    size: plainTable(figures, 'size', 'entry', { kB: 'gzippedKb' }),
    micro: plainTable(figures, 'micro', 'step', { 'µs (median)': 'micros' }),
  };
}

const countedColumns = {
  'p50 ms': 'p50Ms',
  'CPU µs': 'cpuMicros',
  'peak RSS MB': 'peakRssMb',
  'loop delay p99 ms': 'loopDelayP99Ms',
  errors: 'errors',
} as const;

const burstColumns = {
  answered: 'answered',
  errors: 'errors',
  'requests/s': 'requestsPerSecond',
  'peak RSS MB': 'peakRssMb',
  'loop delay p99 ms': 'loopDelayP99Ms',
} as const;

const sdkColumns = {
  'CPU µs per call': 'cpuMicros',
  'calls/s': 'requestsPerSecond',
  'import ms': 'importMs',
  errors: 'errors',
} as const;

function sections(
  { scenarios }: Report,
  kind: string,
  isMeant: (id: string) => boolean,
  toTable: (id: string) => string,
): string {
  return scenarios
    .filter((scenario) => scenario.kind === kind && isMeant(scenario.id))
    .map(({ id, title }) => `### ${title}\n\n${toTable(id)}`)
    .join('\n\n');
}

/** A scenario with several streams has a table for each. */
function openSections({ scenarios, measurements }: Report, figures: Figures): string {
  return scenarios
    .filter(({ kind }) => kind === 'open')
    .flatMap(({ id, title }) => {
      const own = measurements
        .map(({ scenario }) => scenario)
        .filter((name) => name === id || name.startsWith(`${id}/`));
      return [`### ${title}`, ...[...new Set(own)].map((name) => captioned(name, id, latencyTable(figures, name)))];
    })
    .join('\n\n');
}

const captioned = (name: string, id: string, table: string) =>
  name === id ? table : `${name.slice(id.length + 1)}:\n\n${table}`;

function verdictLine({ summary, effort }: Report): string {
  const count = (verdict: Verdict) => summary.filter((line) => line.verdict === verdict).length;
  const met = count('pass') + count('moonshot');
  const wanted = summary.filter(({ goal }) => goal !== undefined).length;
  return `**${met} of ${wanted} goals met** (${count('moonshot')} of them by as much as the moonshot), ${count('miss')} missed, ${wanted - met - count('miss')} not measured, in a ${effort.name} run.`;
}

function skippedList({ skipped }: Report): string {
  const lines = Object.entries(skipped).map(([what, why]) => `- ${what}: ${why.replaceAll('\n', ' ')}`);
  return lines.length === 0 ? 'Nothing was left out.' : lines.join('\n');
}
