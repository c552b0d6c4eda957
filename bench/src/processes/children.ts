import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../folders.ts';

export interface ChildOptions {
  /** Names its log. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly core: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Default `ignore`: what a server logs goes to /dev/null. */
  readonly stdout?: 'ignore' | 'pipe';
  /** With an IPC channel, for programs that load observer.ts. */
  readonly ipc?: boolean;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly process: ChildProcess;
  /** What it wrote to stderr, the end of it. */
  lastWords(): string;
  stop(): Promise<void>;
}

export interface Children {
  /** Throws when all of them are being stopped. */
  start(options: ChildOptions): Child;
  stopAll(): Promise<void>;
}

/** Processes that end with this one: by `stopAll`, and by force when this process exits in any other way. */
export function createChildren(): Children {
  const running = new Set<ChildProcess>();
  let ending = false;
  process.once('exit', () => {
    for (const child of running) child.kill('SIGKILL');
  });
  const start = (options: ChildOptions): Child => {
    if (ending) throw new Error('The benchmark is ending.');
    const log = logFile(options.name);
    const child = spawnPinned(options, log);
    running.add(child);
    child.once('exit', () => running.delete(child));
    const { pid } = child;
    if (pid === undefined) throw new Error(`${options.name} could not be started: ${options.command}`);
    return { name: options.name, pid, process: child, lastWords: () => tailOf(log), stop: () => stop(child) };
  };
  const stopAll = async () => {
    ending = true;
    await Promise.all([...running].map(stop));
  };
  return { start, stopAll };
}

function spawnPinned({ command, args, core, env, cwd, stdout = 'ignore', ipc }: ChildOptions, log: string) {
  const stderr = openSync(log, 'w');
  const stdio: StdioOptions = ['ignore', stdout, stderr, ...(ipc ? (['ipc'] as const) : [])];
  // taskset replaces itself by the command, so that the pid is the command's own.
  const child = spawn('taskset', ['--cpu-list', String(core), command, ...args], {
    stdio,
    cwd: cwd ?? cacheFolder,
    env: { ...ownEnvironment(), ...env },
  });
  closeSync(stderr);
  return child;
}

/** Without what would change how a Node or Python program runs, or give it somebody's key. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const unwanted = /^(NODE_|npm_|NVIDIA|NIM_|OPENRERANK_|LITELLM_|COHERE_|CO_API|OPENAI_|PORT$|HOST$|.*_proxy$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !unwanted.test(name)));
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await ended;
  clearTimeout(force);
}

function logFile(name: string): string {
  const folder = join(cacheFolder, 'logs');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.log`);
}

const tailOf = (file: string) => readFileSync(file, 'utf8').trim().split('\n').slice(-8).join('\n');
