import type { Effort } from './effort.ts';
import { estimateSeconds } from './estimate.ts';
import { rootFolder } from './folders.ts';
import { autocannonGenerator } from './load/autocannon.ts';
import type { LoadGenerator } from './load/load.ts';
import { wrkGenerator } from './load/wrk.ts';
import { type Cores, describeCommit, describeMachine } from './machine/machine.ts';
import { findTool } from './machine/tools.ts';
import { folderOf, installPeer, type Peer, type PeerName, type Peers } from './peers/install.ts';
import { peerVersions } from './peers/versions.ts';
import type { Children } from './processes/children.ts';
import { buildPrograms } from './processes/programs.ts';
import { createFigures } from './report/figures.ts';
import type { Report } from './report/report.ts';
import { summarize } from './report/summary.ts';
import { runScenarios } from './run-scenarios.ts';
import { openLoopDelayMs, type Scenario } from './scenarios.ts';
import { writeBodies } from './session.ts';
import { prepareUpstream } from './upstream/upstream.ts';
import { variants } from './variants/variants.ts';
import { variantsOf } from './variants/variants-of.ts';
import { workloads } from './workloads/workloads.ts';

export interface BenchmarkOptions {
  readonly effort: Effort;
  readonly scenarios: readonly Scenario[];
  readonly children: Children;
  readonly cores: Cores;
  readonly say: (line: string) => void;
}

/** Measures, from the installation of the peers to the figures. */
export async function benchmark(options: BenchmarkOptions): Promise<Report> {
  const { effort, scenarios, children, cores, say } = options;
  const peers = await installPeers(options);
  const generator = chooseGenerator(options, peers);
  await buildPrograms();
  const bytes = writeBodies([...always, ...scenarios.flatMap(workloadsOf)]);
  const { name: upstreamName, start: startUpstream } = prepareUpstream(children, cores.load);
  const upstream = await startUpstream(openLoopDelayMs);
  const minutes = Math.ceil(estimateSeconds(scenarios, effort) / 60);
  say(`About ${minutes} minutes. Load: ${generator.name}. Upstream: ${upstreamName}.`);
  const skipped = new Map<string, string>();
  const failed: string[] = [];
  const session = { effort, children, cores, generator, upstream, startUpstream, peers, skipped, failed, say };
  const started = performance.now();
  const measurements = await runScenarios(session, scenarios);
  const seconds = Math.round((performance.now() - started) / 1000);
  await upstream.stop();
  return {
    format: 1,
    effort,
    date: new Date().toISOString(),
    seconds,
    machine: describeMachine(),
    versions: {
      openrerank: describeCommit(rootFolder),
      node: process.version,
      load: generator.name,
      upstream: upstreamName,
      ...peerVersions(peers),
    },
    workloads: [...bytes].map(([id, size]) => ({ id, title: workloads[id].title, bytes: size })),
    scenarios: scenarios.map(({ id, kind, title }) => ({ id, kind, title })),
    failed,
    skipped: Object.fromEntries(skipped),
    measurements,
    summary: summarize(createFigures(measurements)),
  };
}

/** What processes are warmed up with. */
const always = ['S', 'M', 'L'] as const;

const workloadsOf = (scenario: Scenario) => {
  if (scenario.kind === 'open') return scenario.streams.map(({ workload }) => workload);
  return 'workload' in scenario ? [scenario.workload] : [];
};

/** Installed before anything is measured, so that no installation falls into a round. */
async function installPeers({ scenarios, children, cores, effort }: BenchmarkOptions): Promise<Peers> {
  const ids = scenarios.flatMap((scenario) => ('variants' in scenario ? variantsOf(scenario, effort) : []));
  const names = new Set(ids.flatMap((id) => variants[id].peer ?? []));
  if (scenarios.some(({ kind }) => kind === 'sdk')) names.add('clients');
  if (findTool('wrk') === undefined) names.add('autocannon');
  const peers = new Map<PeerName, Peer>();
  for (const name of names) peers.set(name, await installPeer(name, children, cores.load));
  return peers;
}

function chooseGenerator({ children, cores }: BenchmarkOptions, peers: Peers): LoadGenerator {
  const wrk = findTool('wrk');
  if (wrk !== undefined) return wrkGenerator(children, wrk, cores.load);
  const autocannon = folderOf(peers, 'autocannon');
  if (autocannon !== undefined) return autocannonGenerator(children, autocannon, cores.load);
  throw new Error('wrk is missing (apt-get install wrk), and autocannon could not be installed in its place.');
}
