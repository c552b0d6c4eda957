import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Effort } from './effort.ts';
import { cacheFolder } from './folders.ts';
import type { LoadGenerator, Target } from './load/load.ts';
import type { Cores } from './machine/machine.ts';
import type { Peers } from './peers/install.ts';
import type { Children } from './processes/children.ts';
import type { StartUpstream, Upstream } from './upstream/upstream.ts';
import type { RunningVariant, VariantId } from './variants/variant.ts';
import { variants } from './variants/variants.ts';
import { makeBody } from './workloads/body.ts';
import { type WorkloadId, workloads } from './workloads/workloads.ts';

/** What all measurements of one run share. */
export interface Session {
  readonly effort: Effort;
  readonly children: Children;
  readonly cores: Cores;
  readonly generator: LoadGenerator;
  /** Answers at once, and slowly only while an open loop is measured. */
  readonly upstream: Upstream;
  /** For an upstream of one's own. */
  readonly startUpstream: StartUpstream;
  /** Installed, or not. */
  readonly peers: Peers;
  /** What could not be measured, in plain words, by what it was. */
  readonly skipped: Map<string, string>;
  /** Scenarios that ended in an error, which is among `skipped` too. */
  readonly failed: string[];
  readonly say: (line: string) => void;
}

/** Starts variants in front of an upstream. Those that cannot run here are left out, and the session told why. */
export async function startVariants(
  { children, cores, peers, skipped }: Session,
  ids: readonly VariantId[],
  upstreamUrl: string,
): Promise<readonly RunningVariant[]> {
  const running: RunningVariant[] = [];
  for (const id of ids) {
    const { peer, start } = variants[id];
    const found = peer === undefined ? undefined : peers.get(peer);
    if (found !== undefined && 'missing' in found) skipped.set(id, found.missing);
    else running.push(await start({ children, cores, upstreamUrl, peers }));
  }
  return running;
}

export const stopAll = async (running: readonly RunningVariant[]): Promise<void> =>
  void (await Promise.all(running.map((variant) => variant.stop())));

/** A workload's request to a variant, its body in a file. */
export function targetOf(variant: RunningVariant, id: WorkloadId): Target {
  return { ...variant.request(workloads[id]), bodyFile: bodyFileOf(id) };
}

const bodies = join(cacheFolder, 'bodies');

/** Writes the bodies anew: the workloads may have changed since the last run. */
export function writeBodies(ids: Iterable<WorkloadId>): ReadonlyMap<WorkloadId, number> {
  mkdirSync(bodies, { recursive: true });
  return new Map(
    [...new Set(ids)].map((id) => {
      const body = makeBody(workloads[id]);
      writeFileSync(join(bodies, `${id}.json`), body);
      return [id, body.length];
    }),
  );
}

export function bodyFileOf(id: WorkloadId): string {
  const file = join(bodies, `${id}.json`);
  if (!existsSync(file)) throw new Error(`The body of ${id} has not been written.`);
  return file;
}
