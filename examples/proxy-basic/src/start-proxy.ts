import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Runs `openrerank-proxy` with this folder's config on a free port, until it says where it listens. */
export async function startProxy(env: Readonly<Record<string, string>>) {
  const folder = dirname(dirname(fileURLToPath(import.meta.url)));
  const manifest = createRequire(import.meta.url).resolve('@openrerank/proxy/package.json');
  const args = [join(dirname(manifest), 'dist/cli.js'), '--config', join(folder, 'config.yaml'), '--port', '0'];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  // Whatever ends this program early must not leave the proxy behind.
  process.once('exit', () => child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) {
    const url = urlIn(line);
    if (url === undefined) continue;
    child.stdout.resume();
    return { url, [Symbol.asyncDispose]: stop };
  }
  throw new Error('The proxy ended before it listened.');
}

/** The address in the proxy's log line `{"msg":"listening","url":…}`. A line may be anything else. */
function urlIn(line: string): string | undefined {
  try {
    const { msg, url } = JSON.parse(line) as { readonly msg?: string; readonly url?: string };
    return msg === 'listening' ? url : undefined;
  } catch {
    return undefined;
  }
}
