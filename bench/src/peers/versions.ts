import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PeerName, Peers } from './install.ts';

/** What of each peer the report names. */
const packages: Readonly<Record<PeerName, readonly string[]>> = {
  portkey: ['@portkey-ai/gateway', 'hono', '@hono/node-server'],
  clients: ['ai', '@ai-sdk/cohere', 'cohere-ai'],
  autocannon: ['autocannon'],
  litellm: ['litellm', 'uvicorn'],
};

/** By package, of the peers that are there. */
export function peerVersions(peers: Peers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...peers].flatMap(([peer, found]) =>
      'missing' in found
        ? []
        : packages[peer].map((name) => [
            name,
            peer === 'litellm' ? pythonVersion(join(found.folder, 'venv'), name) : installedVersion(found.folder, name),
          ]),
    ),
  );
}

/** The version of a package that npm put into a folder. */
export function installedVersion(folder: string, name: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return version;
}

/** The version of a package that pip put into a virtual environment, which names a folder after it. */
function pythonVersion(venv: string, name: string): string {
  const library = join(venv, 'lib');
  const [python] = existsSync(library) ? readdirSync(library) : [];
  const installed = python === undefined ? [] : readdirSync(join(library, python, 'site-packages'));
  const info = installed.find((folder) => folder.startsWith(`${name}-`) && folder.endsWith('.dist-info'));
  return info?.slice(name.length + 1, -'.dist-info'.length) ?? 'unknown';
}
