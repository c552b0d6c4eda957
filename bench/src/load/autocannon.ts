import { join } from 'node:path';
import { installedVersion } from '../peers/versions.ts';
import type { Children } from '../processes/children.ts';
import { runForJson } from '../processes/run-to-end.ts';
import type { LoadGenerator } from './load.ts';

/** The parts of autocannon's `--json` output that are read. Source: its README, "API". */
interface AutocannonResult {
  readonly duration: number;
  readonly requests: { readonly total: number };
  readonly latency: { readonly p50: number; readonly p99: number; readonly p99_9: number };
  readonly errors: number;
  readonly timeouts: number;
  readonly non2xx: number;
}

/** Where wrk is missing. It is a Node program: it needs several times the CPU, and its latencies are whole milliseconds. */
export function autocannonGenerator(children: Children, folder: string, core: number): LoadGenerator {
  const script = join(folder, 'node_modules/autocannon/autocannon.js');
  return {
    name: `autocannon ${installedVersion(folder, 'autocannon')} (wrk is missing: apt-get install wrk)`,
    async run({ url, headers, bodyFile }, { connections, seconds }) {
      const all = { 'content-type': 'application/json', ...headers };
      const fields = Object.entries(all).flatMap(([name, value]) => ['--headers', `${name}=${value}`]);
      const load = ['--connections', String(connections), '--duration', String(seconds), '--timeout', '60'];
      const result = await runForJson<AutocannonResult>(children, {
        name: 'autocannon',
        command: process.execPath,
        args: [script, '--json', '--no-progress', '--method', 'POST', ...load, ...fields, '--input', bodyFile, url],
        core,
        timeoutMs: (seconds + 60) * 1000,
      });
      return {
        requests: result.requests.total,
        seconds: result.duration,
        errors: result.errors + result.timeouts + result.non2xx,
        p50Ms: result.latency.p50,
        p99Ms: result.latency.p99,
        p999Ms: result.latency.p99_9,
      };
    },
  };
}
