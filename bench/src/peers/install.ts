import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchFolder, cacheFolder } from '../folders.ts';
import { findTool } from '../machine/tools.ts';
import type { Children } from '../processes/children.ts';
import { runToEnd } from '../processes/run-to-end.ts';

export type PeerName = 'portkey' | 'clients' | 'autocannon' | 'litellm';

/** A folder with the peer in it, or in plain words why there is none. */
export type Peer = { readonly folder: string } | { readonly missing: string };

export type Peers = ReadonlyMap<PeerName, Peer>;

/** Undefined where it is not installed. */
export function folderOf(peers: Peers, name: PeerName): string | undefined {
  const peer = peers.get(name);
  return peer !== undefined && 'folder' in peer ? peer.folder : undefined;
}

/** Minutes for packages to arrive; the heaviest is LiteLLM, with about 700 MB on disk. */
const installTimeoutMs = 8 * 60_000;

/**
 * Installs what bench/peers/<name> pins, once, into a folder of the cache that is named after what is pinned. Never
 * throws: without a peer the benchmark goes on, and the report says what is missing.
 */
export async function installPeer(name: PeerName, children: Children, core: number): Promise<Peer> {
  const pinned = join(benchFolder, 'peers', name);
  const folder = join(cacheFolder, 'peers', `${name}-${fingerprint(pinned)}`);
  const stamp = join(folder, '.installed');
  if (existsSync(stamp)) return { folder };
  const steps = name === 'litellm' ? pythonSteps() : npmSteps();
  if ('missing' in steps) return steps;
  process.stderr.write(`Installing ${name} into ${folder} …\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(pinned, folder, { recursive: true });
  try {
    for (const [command, ...args] of steps.commands) {
      const step = { name: `install-${name}`, command, args, core, cwd: folder, timeoutMs: installTimeoutMs };
      await runToEnd(children, step);
    }
  } catch (error) {
    return { missing: `its installation failed: ${error instanceof Error ? error.message : error}` };
  }
  writeFileSync(stamp, '');
  return { folder };
}

type Steps = { readonly commands: readonly (readonly [string, ...string[]])[] } | { readonly missing: string };

/** Without install scripts: none of the peers needs its own. */
function npmSteps(): Steps {
  const npm = findTool('npm');
  if (npm === undefined) return { missing: 'npm is missing' };
  return { commands: [[npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund']] };
}

function pythonSteps(): Steps {
  const python = findTool('python3');
  if (python === undefined) return { missing: 'Python is missing: apt-get install python3 python3-venv' };
  const pip = ['venv/bin/pip', 'install', '--quiet', '--disable-pip-version-check'] as const;
  return {
    commands: [
      [python, '-m', 'venv', 'venv'],
      [...pip, '--requirement', 'requirements.txt'],
    ],
  };
}

function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}
