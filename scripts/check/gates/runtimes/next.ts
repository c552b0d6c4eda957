import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { toolEnv } from '../../../bootstrap.mjs';
import { type CommandResult, runCommand } from '../../command.ts';
import { withoutOwnSettings } from '../../environment.ts';
import { optionalFile } from '../../optional-file.ts';
import type { Trial } from './trial.ts';

const next = optionalFile('scripts/runtimes', 'next', 'dist/bin/next');
const env = { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' } as const;

/** An application of Next.js, built and served. */
export const nextTrial: Trial = {
  name: 'Next.js, edge and Node routes',
  transports: ['fetch', 'undici'],
  skipped: next === undefined ? 'Next.js is not installed' : undefined,
  async run({ folder, upstream }) {
    const cwd = join(folder, 'next-app');
    const built = await runCommand(process.execPath, [next as string, 'build'], { cwd, env, timeoutMs: 300_000 });
    if (!built.ok) return built;
    return whileServed(cwd, async (url) => {
      const query = `?upstream=${encodeURIComponent(upstream)}`;
      const responses = [await fetch(`${url}/edge${query}`), await fetch(`${url}/node${query}`)];
      const bodies = await Promise.all(responses.map((response) => response.text()));
      return { ok: responses.every(({ ok }) => ok), stdout: bodies.join('\n') };
    });
  },
};

/** Starts the built application, asks it and ends it. What it logs is part of the result. */
async function whileServed(
  cwd: string,
  ask: (url: string) => Promise<Pick<CommandResult, 'ok' | 'stdout'>>,
): Promise<CommandResult> {
  const server = spawn(process.execPath, [next as string, 'start', '--hostname', '127.0.0.1', '--port', '0'], {
    cwd,
    env: { ...withoutOwnSettings(toolEnv()), ...env, NO_COLOR: '1', FORCE_COLOR: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  let log = '';
  const listening = new Promise<string | undefined>((resolve) => {
    for (const stream of [server.stdout, server.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        const url = /http:\/\/127\.0\.0\.1:\d+/.exec(log)?.[0];
        if (url !== undefined) resolve(url);
      });
    }
    server.on('close', () => resolve(undefined));
  });
  try {
    const url = await listening;
    const { ok, stdout } = url === undefined ? { ok: false, stdout: '' } : await ask(url);
    return { ok, stdout, output: `${log}${stdout}\n` };
  } finally {
    server.kill('SIGKILL');
  }
}
