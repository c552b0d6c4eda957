import { spawn } from 'node:child_process';
import { root, toolEnv } from '../bootstrap.mjs';
import { withoutOwnSettings } from './environment.ts';
import type { GateResult } from './gate.ts';

export interface CommandOptions {
  /** The repository's root by default. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
}

export interface CommandResult {
  readonly ok: boolean;
  /** Standard output and standard error in the order in which they came. */
  readonly output: string;
  readonly stdout: string;
}

/**
 * Runs a program without a terminal, without colours and without the developer's own keys. Never rejects: what went wrong
 * is in the output.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd = root, env = {}, timeoutMs = 10 * 60_000 }: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    let output = '';
    let stdout = '';
    const child = spawn(command, args, {
      cwd,
      env: { ...withoutOwnSettings(toolEnv()), NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', (error) => resolve({ ok: false, stdout, output: `${output}${command}: ${error.message}\n` }));
    child.on('close', (code, signal) => {
      const ending = signal ? `${command} was ended by ${signal} (the limit is ${timeoutMs / 1000} s)\n` : '';
      resolve({ ok: code === 0, stdout, output: output + ending });
    });
  });
}

/** A gate that is one program and passes when that exits with 0. */
export function commandGate(command: string, ...args: string[]): () => Promise<GateResult> {
  return () => runCommand(command, args);
}
