import type { Child } from '../processes/children.ts';
import { freePort } from '../processes/ports.ts';
import { programFile } from '../processes/programs.ts';
import { untilOpen } from '../processes/until-open.ts';
import type { Surroundings } from './variant.ts';

export interface ServerOptions {
  readonly name: string;
  readonly command: string;
  readonly args: (port: number) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Starts what listens on a port of its own, on the core that is measured, and waits until it does. */
export async function startServer({ children, cores }: Surroundings, options: ServerOptions) {
  const { child, port } = await spawnServer({ children, cores }, options);
  await untilOpen(child, port);
  return { child, url: `http://127.0.0.1:${port}`, stop: () => child.stop() };
}

/** The same for a Node program, which gets observer.ts loaded first. */
export async function startNodeServer(
  surroundings: Surroundings,
  { name, script, args = () => [], env = {} }: NodeServerOptions,
) {
  return startServer(surroundings, {
    name,
    command: process.execPath,
    args: (port) => ['--import', programFile('observer'), script, ...args(port)],
    env: { NODE_ENV: 'production', ...env },
  });
}

export interface NodeServerOptions extends Pick<ServerOptions, 'name' | 'env'> {
  readonly script: string;
  readonly args?: (port: number) => readonly string[];
}

async function spawnServer(
  { children, cores }: Pick<Surroundings, 'children' | 'cores'>,
  { name, command, args, env, cwd }: ServerOptions,
): Promise<{ readonly child: Child; readonly port: number }> {
  const port = await freePort();
  const child = children.start({
    name,
    command,
    args: args(port),
    core: cores.variant,
    env: { PORT: String(port), ...env },
    ipc: command === process.execPath,
    ...(cwd !== undefined && { cwd }),
  });
  return { child, port };
}
