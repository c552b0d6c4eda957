// Installs the workspace on a machine that has only Node and npm. Nothing but `node:` imports here: this file runs first.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Installs what pnpm-lock.yaml names, unless the same lockfile and manifests are installed already.
 *
 * Throws with pnpm's own output in the message when the installation fails.
 *
 * @param {{ force?: boolean, only?: string, log?: (line: string) => void }} [options] `force` installs in any case.
 *   `only` is the name of a workspace package: what neither it nor the root needs is left out.
 * @returns {boolean} Whether anything was installed.
 */
export function bootstrap({ force = false, only, log = console.log } = {}) {
  const { packageManager, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  refuseOldNode(process.versions.node, engines.node);
  const stamp = join(root, 'node_modules', '.setup-stamp');
  const wanted = fingerprint(root);
  if (!force && existsSync(stamp) && suffices(readFileSync(stamp, 'utf8'), wanted, only)) return false;
  log(`Installing with ${packageManager} …`);
  const started = performance.now();
  rmSync(stamp, { force: true });
  install(packageManager, only);
  writeFileSync(stamp, stampOf(wanted, only));
  log(`Installed in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  return true;
}

/**
 * @param {string} wanted The fingerprint.
 * @param {string | undefined} only
 */
export const stampOf = (wanted, only) => (only === undefined ? wanted : `${wanted} ${only}`);

/**
 * Whether what is installed is all that is wanted, or all of what `only` needs.
 *
 * @param {string} installed The stamp.
 * @param {string} wanted The fingerprint.
 * @param {string | undefined} only
 */
export const suffices = (installed, wanted, only) => [wanted, stampOf(wanted, only)].includes(installed);

/**
 * The environment for child processes: the workspace's own tools come first in PATH, then the Node that runs this.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnv(env = process.env) {
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const path = [join(root, 'node_modules', '.bin'), dirname(process.execPath), env[key]];
  return { ...env, [key]: path.join(delimiter), TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' };
}

/**
 * Throws unless `version` is at least the one in `range`, which has the form `>=1.2.3`.
 *
 * @param {string} version
 * @param {string} range
 */
export function refuseOldNode(version, range) {
  const minimum = range.replace('>=', '');
  const [have = [], need = []] = [version, minimum].map((text) =>
    text.split('.').map((part) => Number.parseInt(part, 10)),
  );
  const firstDifference =
    need.map((part, index) => (have[index] ?? 0) - part).find((difference) => difference !== 0) ?? 0;
  if (firstDifference < 0) throw new Error(`OpenRerank needs Node ${minimum} or newer; this is ${version}.`);
}

/**
 * Changes whenever an installation could come out differently.
 *
 * @param {string} folder The workspace's root.
 */
export function fingerprint(folder) {
  const manifests = workspaceFolders(folder)
    .map((name) => `${name}/package.json`)
    .filter((file) => existsSync(join(folder, file)));
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...manifests]) {
    hash.update(file).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex');
}

/**
 * The folders that `packages` in pnpm-workspace.yaml names, relative to the root. Knows `folder`, `folder/*` and `!folder`.
 *
 * @param {string} [folder] The workspace's root.
 * @returns {string[]}
 */
export function workspaceFolders(folder = root) {
  const yaml = readFileSync(join(folder, 'pnpm-workspace.yaml'), 'utf8');
  const [, list = ''] = yaml.match(/^packages:\n((?: +- .+\n)+)/m) ?? [];
  const patterns = [...list.matchAll(/- "?([^"\n]+)/g)].map(([, pattern = '']) => pattern);
  const folders = patterns.flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern];
    const parent = pattern.slice(0, -2);
    if (!existsSync(join(folder, parent))) return [];
    const entries = readdirSync(join(folder, parent), { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${parent}/${name}`);
  });
  return folders.filter((name) => !name.startsWith('!') && !patterns.includes(`!${name}`));
}

/**
 * @param {string} packageManager Such as `pnpm@10.0.0`.
 * @param {string | undefined} only
 */
function install(packageManager, only) {
  const windows = process.platform === 'win32';
  // No terminal may be there to answer a prompt.
  const flags = ['--frozen-lockfile', '--config.confirm-modules-purge=false', '--reporter=append-only'];
  const filters = only === undefined ? [] : ['--workspace-root', `--filter=${only}...`];
  const args = ['--yes', packageManager, '--dir', windows ? `"${root}"` : root, 'install', ...flags, ...filters];
  const { error, status, stdout, stderr } = spawnSync('npx', args, {
    // In the workspace, npx would start the pnpm in node_modules, which cannot replace the folder that it runs from.
    cwd: tmpdir(),
    encoding: 'utf8',
    // NODE_ENV=production would leave the tools out.
    env: { ...process.env, NODE_ENV: 'development' },
    maxBuffer: 64 * 1024 * 1024,
    shell: windows,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error) throw new Error(`npx, which comes with npm, could not be started: ${error.message}`);
  if (status !== 0)
    throw new Error(`${stdout}${stderr}\nThe installation failed: see ${packageManager}'s output above.`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    if (!bootstrap({ force: process.argv.includes('--force') })) console.log('Already installed.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
