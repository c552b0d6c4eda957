import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchFolder, cacheFolder } from '../folders.ts';
import { askTool } from '../machine/tools.ts';
import type { Children } from '../processes/children.ts';
import { runToEnd } from '../processes/run-to-end.ts';
import type { LoadGenerator, LoadResult } from './load.ts';

const script = join(benchFolder, 'programs/closed-loop.lua');

/** wrk (github.com/wg/wrk), Debian's package of that name. */
export function wrkGenerator(children: Children, wrk: string, core: number): LoadGenerator {
  const version = /wrk (\S+)/.exec(askTool(wrk, '--version'))?.[1] ?? 'of unknown version';
  return {
    name: `wrk ${version}`,
    async run({ url, headers, bodyFile }, { connections, seconds }) {
      const headerFile = join(cacheFolder, 'headers.txt');
      writeFileSync(headerFile, `${toLines({ 'content-type': 'application/json', ...headers })}\n`);
      const load = ['--threads', '1', '--connections', String(connections), '--duration', `${seconds}s`];
      const printed = await runToEnd(children, {
        name: 'wrk',
        command: wrk,
        args: [...load, '--timeout', '60s', '--script', script, url, '--', bodyFile, headerFile],
        core,
        timeoutMs: (seconds + 60) * 1000,
      });
      const result = /^RESULT (.*)$/m.exec(printed)?.[1];
      if (result === undefined) throw new Error(`wrk printed no result: ${printed.slice(-500)}`);
      return JSON.parse(result) as LoadResult;
    },
  };
}

const toLines = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
