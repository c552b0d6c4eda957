import type { Figures } from './figures.ts';
import { formatNumber, formatTable } from './format.ts';
import type { Report } from './report.ts';

/** What the capacity model takes for granted. docs/scaling.md names each of them. */
const assumptions = {
  /** A core that is busier than this makes requests wait. */
  utilisation: 0.7,
  /** What one process admits at once, in kB: the proxy's default, 256 MiB. */
  gateKilobytes: (256 * 1024 * 1024) / 1000,
  /** How long the reranker takes, in ms, by workload. */
  upstreamMs: { S: 50, M: 200, L: 1000 },
} as const;

const sizes = ['S', 'M', 'L'] as const;
type Size = (typeof sizes)[number];
const rates = [1_000, 10_000, 100_000] as const;

/** What one request of a workload takes. */
export interface Load {
  readonly size: Size;
  readonly kilobytes: number;
  readonly cpuMicros: number;
}

/** CPU of a request: so much for each, and so much for each kB of its body. */
interface CpuModel {
  readonly perRequest: number;
  readonly perKilobyte: number;
}

/** Of the workloads that were measured. */
export function loadsOf(figures: Figures, workloads: Report['workloads']): readonly Load[] {
  return sizes.flatMap((size) => {
    const cpu = figures.spread([size, 'openrerank'], 'cpuMicros');
    const body = workloads.find(({ id }) => id === size);
    return cpu === undefined || body === undefined
      ? []
      : [{ size, kilobytes: body.bytes / 1000, cpuMicros: cpu.median }];
  });
}

/** The straight line through the smallest and the largest. */
export function fitCpu(loads: readonly Load[]): CpuModel | undefined {
  const [first, last] = [loads[0], loads.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  const perKilobyte = (last.cpuMicros - first.cpuMicros) / (last.kilobytes - first.kilobytes);
  return { perKilobyte, perRequest: first.cpuMicros - perKilobyte * first.kilobytes };
}

/** Processes of one core each for so many requests a second, by CPU. */
export const coresFor = ({ cpuMicros }: Load, rate: number): number =>
  Math.ceil((rate * cpuMicros) / 1e6 / assumptions.utilisation);

/** Requests a second that one process admits while the reranker takes its time: what fits the gate, over the time it stays. */
export const admittedBy = ({ size, kilobytes }: Load): number =>
  assumptions.gateKilobytes / kilobytes / (assumptions.upstreamMs[size] / 1000);

/** Processes for so many requests a second, by CPU and by the gate; and one more, so that one may fail. */
export const replicasFor = (load: Load, rate: number): number =>
  Math.max(coresFor(load, rate), Math.ceil(rate / admittedBy(load))) + 1;

export function scalingFragments(report: Report, figures: Figures): Readonly<Record<string, string>> {
  const loads = loadsOf(figures, report.workloads);
  return {
    'scaling-measured': measuredTable(loads),
    'scaling-model': modelLine(loads),
    'scaling-replicas': replicaTable(loads),
    'scaling-gate': gateTable(loads),
    'scaling-memory': memoryLine(figures),
  };
}

function memoryLine(figures: Figures): string {
  const alone = figures.spread(['S', 'openrerank'], 'rssMb');
  const full = figures.spread(['burst', 'openrerank'], 'peakRssMb');
  if (alone === undefined || full === undefined) return 'Neither was measured in this run.';
  return `In this run it was ${formatNumber(alone.median)} MB under S, and at most ${formatNumber(full.median)} MB with the gate full, a thousand L requests at once. Give a container a quarter more than that.`;
}

function measuredTable(loads: readonly Load[]): string {
  return formatTable(
    ['workload', 'body kB', 'CPU µs per request', 'requests/s, a whole core', 'at 70 % of it'],
    loads.map(({ size, kilobytes, cpuMicros }) => [
      size,
      formatNumber(kilobytes),
      formatNumber(cpuMicros),
      formatNumber(Math.floor(1e6 / cpuMicros)),
      formatNumber(Math.floor((1e6 / cpuMicros) * assumptions.utilisation)),
    ]),
  );
}

function modelLine(loads: readonly Load[]): string {
  const model = fitCpu(loads);
  if (model === undefined) return 'Too few workloads were measured for a model.';
  const { perRequest, perKilobyte } = model;
  const middle = loads.length > 2 ? loads[1] : undefined;
  const line = `CPU µs = ${formatNumber(perRequest)} + ${formatNumber(perKilobyte)} × kB of body`;
  if (middle === undefined) return `**${line}**.`;
  const foretold = perRequest + perKilobyte * middle.kilobytes;
  return `**${line}**, the line through S and L. For M it foretells ${formatNumber(foretold)}; measured were ${formatNumber(middle.cpuMicros)}.`;
}

function replicaTable(loads: readonly Load[]): string {
  return formatTable(
    [
      'workload',
      'requests/s',
      'cores by CPU',
      'processes with the gate and a spare',
      'Gbit/s in and out, all',
      'Gbit/s of one',
    ],
    loads.flatMap((load) =>
      rates.map((rate) => {
        const gigabits = (2 * rate * load.kilobytes * 8) / 1e6;
        const replicas = replicasFor(load, rate);
        return [load.size, rate, coresFor(load, rate), replicas, gigabits, gigabits / replicas].map((cell) =>
          typeof cell === 'number' ? formatNumber(cell) : cell,
        );
      }),
    ),
  );
}

function gateTable(loads: readonly Load[]): string {
  return formatTable(
    ['workload', 'the reranker takes', 'requests in flight that fit', 'requests/s that the gate lets through'],
    loads.map((load) => [
      load.size,
      `${assumptions.upstreamMs[load.size]} ms`,
      formatNumber(Math.floor(assumptions.gateKilobytes / load.kilobytes)),
      formatNumber(Math.floor(admittedBy(load))),
    ]),
  );
}
