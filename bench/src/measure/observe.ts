import { once } from 'node:events';
import { readCoreTimes, readMemory, readProcessSeconds } from '../machine/proc.ts';
import type { RunningVariant } from '../variants/variant.ts';
import type { Measurement } from './measurement.ts';

type Values = Measurement['values'];

/** Watches a variant and its core from now until the result is asked for, with how many requests were answered. */
export function observe(variant: RunningVariant, core: number): (requests: number) => Promise<Values> {
  const pid = variant.child?.pid;
  if (pid === undefined) return async () => ({});
  if (variant.isNode) variant.child?.process.send('reset');
  const coreBefore = readCoreTimes(core);
  const secondsBefore = readProcessSeconds(pid);
  return async (requests) => {
    const seconds = readProcessSeconds(pid) - secondsBefore;
    const coreAfter = readCoreTimes(core);
    const total = coreAfter.total - coreBefore.total;
    const busy = coreAfter.busy - coreBefore.busy;
    const steal = coreAfter.steal - coreBefore.steal;
    const { rss, peak } = readMemory(pid);
    return {
      cpuMicros: (seconds / requests) * 1e6,
      rssMb: rss,
      peakRssMb: peak,
      usedPercent: percent(seconds, total),
      otherPercent: percent(Math.max(0, busy - steal - seconds), total),
      stealPercent: percent(steal, total),
      ...(variant.isNode && (await readLoopDelay(variant))),
    };
  };
}

async function readLoopDelay({ child }: RunningVariant): Promise<Values> {
  if (child === undefined) return {};
  // A process that is too busy to answer has no figure.
  const answer = once(child.process, 'message', { signal: AbortSignal.timeout(5_000) });
  child.process.send('read');
  return answer.then(([values]) => values as Values).catch(() => ({}));
}

const percent = (part: number, whole: number) => (whole === 0 ? 0 : Math.min(100, (part / whole) * 100));
