import type { Scenario } from '../scenarios.ts';
import { createFigures } from './figures.ts';
import { notes } from './notes.ts';
import type { Report } from './report.ts';
import { scalingFragments } from './scaling.ts';
import type { Verdict } from './summary.ts';
import {
  type Columns,
  latencyTable,
  plainTable,
  runTable,
  saturatedTable,
  summaryTable,
  workloadTable,
} from './tables.ts';

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
  const saturated = (id: string) => saturatedTable(figures, id);
  const latency = (id: string) => latencyTable(figures, id);
  const plain = (what: string, columns: Columns) => (id: string) => plainTable(figures, id, what, columns);
  const isAlone = (id: string) => id.endsWith('-alone');
  return {
    verdict: verdictLine(report),
    summary: summaryTable(report.summary),
    notes: noteList(report),
    skipped: skippedList(report),
    run: runTable(report),
    workloads: workloadTable(report),
    saturated: sections(report, 'closed', saturated, (id) => !isAlone(id)),
    alone: sections(report, 'closed', latency, isAlone),
    counted: sections(report, 'counted', plain('variant', countedColumns)),
    open: sections(report, 'open', latency),
    burst: sections(report, 'burst', plain('variant', burstColumns)),
    'cold-start': plain('program', { 'ms to the first 200': 'startMs' })('cold-start'),
    sdk: sections(report, 'sdk', plain('client', sdkColumns)),
    ...scalingFragments(report, figures),
    'core-part': plain('way', costColumns)('core-part'),
    garbage: plain('process', { 'kB per request': 'garbageKb', errors: 'errors' })('garbage'),
    size: plain('entry', { kB: 'gzippedKb' })('size'),
    micro: plain('step', { 'µs (median)': 'micros' })('micro'),
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

const costColumns = { 'CPU µs per request': 'cpuMicros', 'allocated kB': 'garbageKb' } as const;

const sdkColumns = {
  'CPU µs per call': 'cpuMicros',
  'calls/s': 'requestsPerSecond',
  'import ms': 'importMs',
  errors: 'errors',
} as const;

/** A heading for each scenario, and a table; several where it has several streams or workloads, such as `mix/S`. */
function sections(
  { scenarios, measurements }: Report,
  kind: Scenario['kind'],
  toTable: (id: string) => string,
  isMeant: (id: string) => boolean = () => true,
): string {
  return scenarios
    .filter((scenario) => scenario.kind === kind && isMeant(scenario.id))
    .flatMap(({ id, title }) => {
      const names = measurements.map(({ scenario }) => scenario).filter((name) => name.split('/', 1)[0] === id);
      const tables = [...new Set(names)].map((name) => captioned(name.slice(id.length + 1), toTable(name)));
      return [`### ${title}`, ...tables];
    })
    .join('\n\n');
}

const captioned = (caption: string, table: string) => (caption === '' ? table : `${caption}:\n\n${table}`);

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

function noteList({ summary }: Report): string {
  const missed = new Set(summary.filter(({ verdict }) => verdict === 'miss').map(({ title }) => title));
  const lines = [...missed].flatMap((title) => (notes[title] === undefined ? [] : `- ${title}: ${notes[title]}`));
  return lines.length === 0 ? 'There is nothing to add to them.' : lines.join('\n');
}
