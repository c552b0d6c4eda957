import { run } from '../../src/cli/run.ts';

/** Runs a command line in this process. */
export async function runHere(...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(args, '1.2.3', { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
