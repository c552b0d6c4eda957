// Preloaded into Node variants: tells the harness how late the event loop is and how much the process allocates, and ends
// the process when the harness has gone.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { countAllocation } from '../src/heap/allocation.ts';

/** Milliseconds between two looks; the histogram holds the time between them, so this is taken off again. */
const resolution = 10;

const histogram = monitorEventLoopDelay({ resolution });
let finishCounting = () => 0;

process.on('message', (message) => {
  if (message === 'reset') {
    histogram.enable();
    histogram.reset();
  }
  if (message === 'read') {
    process.send?.({ loopDelayP99Ms: Math.max(0, histogram.percentile(99) / 1e6 - resolution) });
  }
  if (message === 'count-allocation') finishCounting = countAllocation();
  if (message === 'read-allocation') process.send?.({ allocatedBytes: finishCounting() });
});
process.on('disconnect', () => process.exit());
// The channel alone must not keep a process alive that wants to end.
process.channel?.unref();
