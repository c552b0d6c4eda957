import type { ClientId } from './sdk/order.ts';
import { baseVariant, type VariantId } from './variants/variant.ts';
import type { WorkloadId } from './workloads/workloads.ts';

interface Common {
  readonly id: string;
  readonly title: string;
  /** Measured by `--full` only. */
  readonly fullOnly?: true;
  /** Decides how many rounds: see effort.ts. Default `main`. */
  readonly weight?: Weight;
}

export type Weight = 'main' | 'lesser' | 'once';

/** As many requests as go through, each connection one at a time. */
export interface ClosedLoop extends Common {
  readonly kind: 'closed';
  readonly workload: WorkloadId;
  readonly connections: number;
  readonly variants: readonly VariantId[];
  /** Measured by `--full` only. */
  readonly moreInFull?: readonly VariantId[];
}

/** A number of requests, one after the other: for bodies that would not fit often enough into a round. */
export interface Counted extends Common {
  readonly kind: 'counted';
  readonly workload: WorkloadId;
  readonly requests: number;
  readonly variants: readonly VariantId[];
  readonly moreInFull?: readonly VariantId[];
}

/** Fixed rates, whatever comes back. */
export interface OpenLoop extends Common {
  readonly kind: 'open';
  /** The first is what a variant is tried with. */
  readonly streams: readonly [Stream, ...Stream[]];
  readonly variants: readonly VariantId[];
  readonly moreInFull?: readonly VariantId[];
}

interface Stream {
  readonly workload: WorkloadId;
  readonly perSecond: number;
}

/** Everything at the same moment. */
export interface Burst extends Common {
  readonly kind: 'burst';
  readonly workload: WorkloadId;
  readonly requests: number;
  /** The upstream's delay, which decides how long the bodies pile up. */
  readonly delayMs: number;
  readonly variants: readonly VariantId[];
  readonly moreInFull?: readonly VariantId[];
}

/** Clients in process, each in a process of its own, fresh for each round. */
export interface Sdk extends Common {
  readonly kind: 'sdk';
  readonly workloads: readonly WorkloadId[];
  readonly clients: readonly ClientId[];
}

/** How much is allocated for a request: apart from the rounds that measure time, which counting would disturb. */
export interface Garbage extends Common {
  readonly kind: 'garbage';
  readonly workload: WorkloadId;
  readonly connections: number;
  readonly variants: readonly VariantId[];
  readonly moreInFull?: readonly VariantId[];
  readonly clients: readonly ClientId[];
}

export interface Once extends Common {
  readonly kind: 'cold-start' | 'size' | 'micro' | 'core-part';
}

export type Scenario = ClosedLoop | Counted | OpenLoop | Burst | Sdk | Garbage | Once;

/** Scenarios whose variants serve one after the other in the same processes. */
export type Shared = ClosedLoop | Counted | OpenLoop;

export const isShared = (scenario: Scenario): scenario is Shared =>
  scenario.kind === 'closed' || scenario.kind === 'counted' || scenario.kind === 'open';

/** Milliseconds that the upstream of open loops takes: about what a small NIM needs for a few passages. */
export const openLoopDelayMs = 20;

const everyone = ['direct', baseVariant, 'naive', 'openrerank', 'portkey', 'litellm'] as const;
const ours = [baseVariant, 'naive', 'openrerank'] as const;
const parsers = ['naive', 'openrerank'] as const;
const limits = [baseVariant, 'openrerank'] as const;
const clients = ['undici-dispatch', 'undici-request', 'openrerank-sdk', 'ai-sdk', 'cohere-ai'] as const;

const saturated = (workload: WorkloadId, connections: number, variants: readonly VariantId[], title: string) =>
  ({ kind: 'closed', id: workload, title, workload, connections, variants }) as const;
const lesser = (...scenario: Parameters<typeof saturated>) =>
  ({ ...saturated(...scenario), weight: 'lesser' }) as const;
const once = (...scenario: Parameters<typeof saturated>) => ({ ...saturated(...scenario), weight: 'once' }) as const;
const alone = (workload: WorkloadId, variants: readonly VariantId[], moreInFull: readonly VariantId[] = []) =>
  ({
    kind: 'closed',
    id: `${workload}-alone`,
    title: `${workload}, one connection`,
    workload,
    connections: 1,
    variants,
    moreInFull,
    weight: 'lesser',
  }) as const;
const counted = (workload: WorkloadId, requests: number) =>
  ({
    kind: 'counted',
    id: workload,
    title: `${workload}, ${requests} requests one after the other`,
    workload,
    requests,
    variants: limits,
    moreInFull: ['naive'],
    weight: 'once',
  }) as const;
const paced = (workload: WorkloadId, perSecond: number) =>
  ({
    kind: 'open',
    id: `${workload}-paced`,
    title: `${workload} at ${perSecond} requests/s, upstream ${openLoopDelayMs} ms`,
    streams: [{ workload, perSecond }],
    variants: ['direct', ...limits],
    moreInFull: ['naive', 'portkey', 'litellm'],
    weight: 'once',
  }) as const;
/** All that is measured, in this order. */
export const scenarios: readonly Scenario[] = [
  { ...saturated('S', 32, everyone, 'S: 3 short documents'), moreInFull: ['streaming'] },
  { ...saturated('M', 16, everyone, 'M: 100 documents of 200 words'), moreInFull: ['streaming'] },
  { ...saturated('L', 8, everyone, 'L: 1,000 documents of 200 words'), moreInFull: ['streaming'] },
  once('objects', 16, parsers, 'M as {text} objects'),
  once('escapes', 16, parsers, 'M with JSON escapes'),
  once('non-ascii', 16, parsers, 'M in many scripts, as UTF-8'),
  { ...once('python', 16, parsers, 'M in many scripts, as \\uXXXX'), fullOnly: true },
  lesser('split', 8, limits, '600 documents, split by the proxy'),
  lesser('echo', 8, parsers, 'L with every document returned'),
  alone('S', ['direct', ...limits], ['naive', 'portkey', 'litellm']),
  alone('M', ['direct', ...limits], ['naive', 'portkey', 'litellm']),
  alone('L', ['direct', ...limits], ['naive', 'portkey', 'litellm']),
  counted('10k', 6),
  counted('100MB', 3),
  paced('S', 300),
  { ...paced('M', 60), fullOnly: true },
  paced('L', 15),
  {
    kind: 'open',
    id: 'mix',
    title: `S at 50 requests/s under L at 40, upstream ${openLoopDelayMs} ms`,
    streams: [
      { workload: 'S', perSecond: 50 },
      { workload: 'L', perSecond: 40 },
    ],
    variants: ours,
    moreInFull: ['direct'],
    weight: 'lesser',
  },
  {
    kind: 'burst',
    id: 'burst',
    title: '1,000 L requests at once',
    workload: 'L',
    requests: 1000,
    delayMs: 1000,
    variants: ['openrerank'],
    moreInFull: [baseVariant, 'naive'],
  },
  { kind: 'cold-start', id: 'cold-start', title: 'from the start of the process to the first 200' },
  { kind: 'sdk', id: 'sdk', title: 'clients in process', workloads: ['S', 'M', 'L'], clients },
  {
    kind: 'garbage',
    id: 'garbage',
    title: 'allocated for a request of S',
    workload: 'S',
    connections: 32,
    variants: limits,
    moreInFull: ['streaming', 'naive'],
    clients: ['undici-dispatch', 'undici-request', 'openrerank-sdk'],
    weight: 'once',
  },
  { kind: 'size', id: 'size', title: 'minified and gzipped, zod and undici apart' },
  { kind: 'micro', id: 'micro', title: 'single steps' },
  { kind: 'core-part', id: 'core-part', title: "core's part of a proxied S request" },
];
