import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { ChildOptions, Children } from './children.ts';

/** Runs a program that ends by itself and gives what it printed. Throws where it fails or takes too long. */
export async function runToEnd(
  children: Children,
  { timeoutMs, ...options }: ChildOptions & { readonly timeoutMs: number },
): Promise<string> {
  const child = children.start({ ...options, stdout: 'pipe' });
  const { stdout } = child.process;
  if (stdout === null) throw new Error(`${options.name} has no output.`);
  let tooLong = false;
  const limit = setTimeout(() => {
    tooLong = true;
    void child.stop();
  }, timeoutMs);
  const [printed, [code]] = await Promise.all([text(stdout), once(child.process, 'exit')]);
  clearTimeout(limit);
  if (tooLong) throw new Error(`${options.name} did not end within ${timeoutMs / 1000} s.`);
  if (code !== 0) throw new Error(`${options.name} ended with ${code}: ${child.lastWords() || printed.slice(-500)}`);
  return printed;
}

/** The same for a program that prints one JSON value. */
export async function runForJson<Result>(
  children: Children,
  options: ChildOptions & { readonly timeoutMs: number },
): Promise<Result> {
  return JSON.parse(await runToEnd(children, options)) as Result;
}
