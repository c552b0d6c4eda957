import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { freePort } from '../processes/ports.ts';
import { programFile } from '../processes/programs.ts';
import type { Once } from '../scenarios.ts';
import { bodyFileOf, type Session } from '../session.ts';
import { masterKey, upstreamVariables } from '../variants/environment.ts';
import { proxyCli, proxyConfig } from '../variants/variants.ts';
import type { Measurement } from './measurement.ts';

interface Starter {
  readonly id: string;
  readonly args: (port: number) => readonly string[];
}

/** Without the observer, which other measurements preload: it takes time to load too. */
const starters: readonly Starter[] = [
  { id: 'bare', args: () => [programFile('bare')] },
  {
    id: 'openrerank',
    args: (port) => [proxyCli, '--config', proxyConfig, '--host', '127.0.0.1', '--port', String(port)],
  },
];

/** From the start of the process to the first 200 for an S request, by way of the upstream. */
export async function measureColdStarts(session: Session, { id }: Once): Promise<readonly Measurement[]> {
  const measured: Measurement[] = [];
  // The first of each reads the files from the disk and is left out.
  for (let round = -1; round < session.effort.coldStarts; round++) {
    for (const starter of starters) {
      const startMs = await startOnce(session, starter);
      if (round >= 0) measured.push({ scenario: id, variant: starter.id, round, values: { startMs } });
    }
  }
  return measured;
}

async function startOnce({ children, cores, upstream }: Session, { id, args }: Starter): Promise<number> {
  const port = await freePort();
  const body = readFileSync(bodyFileOf('S'));
  const started = performance.now();
  const child = children.start({
    name: `cold-${id}`,
    command: process.execPath,
    args: args(port),
    core: cores.variant,
    env: {
      NODE_ENV: 'production',
      PORT: String(port),
      // A start in a new container, which finds nothing that an earlier one has compiled.
      NODE_DISABLE_COMPILE_CACHE: '1',
      ...upstreamVariables(upstream.url),
    },
  });
  try {
    while (!(await answers(port, body))) {
      if (child.process.exitCode !== null) throw new Error(`${id} ended before it answered: ${child.lastWords()}`);
      if (performance.now() - started > 30_000) throw new Error(`${id} did not answer within 30 s.`);
      await sleep(2);
    }
    return performance.now() - started;
  } finally {
    await child.stop();
  }
}

async function answers(port: number, body: Buffer): Promise<boolean> {
  try {
    const answer = await request(`http://127.0.0.1:${port}/v1/rerank`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${masterKey}` },
      body,
    });
    await answer.body.dump();
    return answer.statusCode === 200;
  } catch {
    return false;
  }
}
