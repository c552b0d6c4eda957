import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchFolder, cacheFolder } from '../folders.ts';
import { findTool } from '../machine/tools.ts';
import type { Children } from '../processes/children.ts';
import { freePort } from '../processes/ports.ts';
import { programFile } from '../processes/programs.ts';
import { untilOpen } from '../processes/until-open.ts';
import { makeAnswers } from '../workloads/answers.ts';

/** What stands in for a NIM: answers each path with a fixed body, at once or after its delay, however often it is asked. */
export interface Upstream {
  readonly url: string;
  /** It begins without its delay. */
  setSlow(isSlow: boolean): void;
  stop(): Promise<void>;
}

/** Starts an upstream with that delay in milliseconds. */
export type StartUpstream = (delayMs: number) => Promise<Upstream>;

/** Compiles programs/upstream.c. Where there is no compiler, raw sockets in Node do the same at several times the CPU. */
export function prepareUpstream(children: Children, core: number): { name: string; start: StartUpstream } {
  const compiler = findTool('cc') ?? findTool('gcc') ?? findTool('clang');
  const start = async (command: string, toArgs: (port: string) => readonly string[]): Promise<Upstream> => {
    const port = await freePort();
    const child = children.start({ name: 'upstream', command, args: toArgs(String(port)), core });
    await untilOpen(child, port);
    return {
      url: `http://127.0.0.1:${port}`,
      setSlow: (isSlow) => void child.process.kill(isSlow ? 'SIGUSR2' : 'SIGHUP'),
      stop: () => child.stop(),
    };
  };
  if (compiler === undefined) {
    const script = programFile('upstream');
    return {
      name: 'node:net (no C compiler: apt-get install gcc)',
      start: (delayMs) => start(process.execPath, (port) => [script, port, String(delayMs)]),
    };
  }
  const answers = writeAnswers();
  const program = join(cacheFolder, 'programs/upstream');
  execFileSync(compiler, ['-O2', '-o', program, join(benchFolder, 'programs/upstream.c')], { stdio: 'inherit' });
  return {
    name: 'compiled from bench/programs/upstream.c',
    start: (delayMs) => start(program, (port) => [port, String(delayMs * 1000), answers]),
  };
}

function writeAnswers(): string {
  const folder = join(cacheFolder, 'answers');
  mkdirSync(folder, { recursive: true });
  for (const [name, body] of makeAnswers()) writeFileSync(join(folder, `${name}.json`), body);
  return folder;
}
