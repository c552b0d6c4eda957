// An open loop: sends each request when it is due, whether or not the ones before were answered, and counts from then.
import { readFileSync } from 'node:fs';
import { Agent, request as send } from 'undici';
import type { PacedOrder, Stream, StreamResult } from '../src/load/paced.ts';
import { createSchedule } from '../src/load/schedule.ts';
import { percentile } from '../src/statistics.ts';

/** A server that is this far behind has failed; what comes due is counted as an error and not sent. */
const mostInFlight = 2_000;
/** For the last answers. */
const graceMs = 10_000;

const order = JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as PacedOrder;
const dispatcher = new Agent({ headersTimeout: 60_000, bodyTimeout: 60_000 });
const results = await Promise.all(order.streams.map(run));
process.stdout.write(JSON.stringify(results));
process.exit(0);

async function run(stream: Stream, position: number): Promise<StreamResult> {
  const { perSecond } = stream;
  const ignored = Math.floor(perSecond * order.warmUpSeconds);
  // Streams take turns, so that two of them do not always send in the same millisecond.
  const offsetMs = (position * 1000) / perSecond / order.streams.length;
  const schedule = createSchedule(perSecond, order.seconds + order.warmUpSeconds, offsetMs);
  const latencies = new Float64Array(schedule.count).fill(Number.NaN);
  const body = readFileSync(stream.bodyFile);
  const headers = { 'content-type': 'application/json', ...stream.headers };
  let inFlight = 0;
  const sendOne = async (index: number, started: number) => {
    if (inFlight >= mostInFlight) return;
    inFlight++;
    try {
      const answer = await send(stream.url, { dispatcher, method: 'POST', headers, body });
      await answer.body.arrayBuffer();
      if (answer.statusCode === 200) latencies[index] = performance.now() - started - schedule.dueAt(index);
    } catch {
      // Its latency stays NaN, which is an error.
    } finally {
      inFlight--;
    }
  };
  await pace(schedule, sendOne);
  const measured = latencies.subarray(ignored);
  const answered = measured.filter((latency) => !Number.isNaN(latency)).toSorted();
  return {
    name: stream.name,
    requests: measured.length,
    errors: measured.length - answered.length,
    p50Ms: percentile(answered, 50) ?? Number.NaN,
    p99Ms: percentile(answered, 99) ?? Number.NaN,
    p999Ms: percentile(answered, 99.9) ?? Number.NaN,
  };
}

/** Resolves when everything that was sent has ended, or after the grace. */
function pace(
  schedule: ReturnType<typeof createSchedule>,
  sendOne: (index: number, started: number) => Promise<void>,
): Promise<unknown> {
  const started = performance.now();
  const sent: Promise<void>[] = [];
  return new Promise((resolve) => {
    const tick = () => {
      const due = schedule.dueBy(performance.now() - started);
      while (sent.length < due) sent.push(sendOne(sent.length, started));
      if (sent.length < schedule.count) {
        setTimeout(tick, started + schedule.dueAt(sent.length) - performance.now());
      } else {
        const grace = new Promise((end) => setTimeout(end, graceMs));
        resolve(Promise.race([Promise.all(sent), grace]));
      }
    };
    tick();
  });
}
