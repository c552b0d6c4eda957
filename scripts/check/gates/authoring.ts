import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from '../../bootstrap.mjs';
import { runCommand } from '../command.ts';
import { mapLimited } from '../concurrency.ts';
import { type GateResult, type GateSettings, problemsResult } from '../gate.ts';
import { readManifest } from '../workspace.ts';
import { copyApp, installApp, type PackedProvider, proxyProblems, sdkProblems } from './authoring/app.ts';
import { readExchange, startVendor, vendorKey } from './authoring/exchanges.ts';
import {
  type AuthorManifest,
  fromTarballs,
  mustSucceed,
  npmInstall,
  readJson,
  tarballs,
  writeJson,
} from './authoring/install.ts';
import { driftProblems, type Lockfile, lockfileProblems, withoutOurs } from './authoring/lockfile.ts';
import { copyRepository, intrusions, snapshot } from './authoring/untouched.ts';
import { tarball } from './pack.ts';

const example = join(root, 'examples/third-party-provider');
const shapes = ['cohere', 'tei', 'custom'] as const;

/** A provider of the user's own. */
interface Authored {
  readonly id: string;
  readonly folder: string;
}

/**
 * A third party's view: the example and a generated package of each shape install from tarballs with plain npm, pass their
 * tests, build and pack; the packed proxy and sdk rank with them. The generator writes into their folders only.
 */
export async function authoring({ update }: GateSettings): Promise<GateResult> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'openrerank-authoring-')));
  try {
    const create = await unpackGenerator(folder);
    const generated = shapes.map((shape) => ({ id: `gate_${shape}`, folder: join(folder, 'generated', shape) }));
    const written = await Promise.all(generated.map((each) => generate(create, each)));
    const acme = { id: 'acme', folder: join(folder, 'example') };
    const installed = await Promise.all([installExample(acme.folder, update), installGenerated(generated)]);
    const failed = [...written, ...installed].flat();
    if (failed.length > 0) return problemsResult(failed);

    const providers = [acme, ...generated];
    const checks = providers.flatMap(authorChecks);
    const unfinished = (await mapLimited(checks, (check) => check())).flat();
    if (unfinished.length > 0) return problemsResult(unfinished);

    const used = await useProviders(folder, providers);
    const { problems, inside, outside } = await measure(create, join(folder, 'repository'));
    return problemsResult(
      [...used, ...problems],
      `${providers.length} third-party packages; the generator wrote ${inside} files into ${shapes.length} folders, ${outside} elsewhere`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The generator as it is packed, with the libraries that the workspace has installed for it. */
async function unpackGenerator(folder: string): Promise<string> {
  const source = join(root, 'packages/create-openrerank-provider');
  const { ok, output } = await runCommand('tar', ['-xzf', tarball(readManifest(source)), '-C', folder]);
  if (!ok) throw new Error(output);
  const unpacked = join(folder, 'package');
  symlinkSync(join(source, 'node_modules'), join(unpacked, 'node_modules'), 'junction');
  return join(unpacked, 'dist/cli.js');
}

const generate = (create: string, { id, folder }: Authored): Promise<readonly string[]> => {
  const args = ['--id', id, '--base-url', 'https://api.acme.example', '--shape', id.replace(/^.*_/, '')];
  return mustSucceed(root, process.execPath, create, ...args, '--folder', folder, '--yes');
};

/** With its own lockfile, which `update` writes anew. */
async function installExample(to: string, update: boolean): Promise<readonly string[]> {
  const left = ['node_modules', 'dist', ...(update ? ['package-lock.json'] : [])];
  cpSync(example, to, { recursive: true, filter: (path) => !left.includes(basename(path)) });
  const manifest = readJson<AuthorManifest>(to, 'package.json');
  writeJson(fromTarballs(manifest, tarballs()), to, 'package.json');
  const installed = await npmInstall(to);
  if (!installed.ok) return [installed.output];
  const lock = readJson<Lockfile>(to, 'package-lock.json');
  if (update) writeJson(withoutOurs(lock, manifest), example, 'package-lock.json');
  const committed = readJson<Lockfile>(example, 'package-lock.json');
  return [...lockfileProblems(committed), ...driftProblems(manifest, committed, lock)];
}

/** As one npm workspace, so that what they share is installed once. */
async function installGenerated(generated: readonly Authored[]): Promise<readonly string[]> {
  const packed = tarballs();
  for (const { folder } of generated) {
    const { overrides: _, ...manifest } = fromTarballs(readJson<AuthorManifest>(folder, 'package.json'), packed);
    writeJson(manifest, folder, 'package.json');
  }
  const workspace = join(generated[0]?.folder ?? '', '..');
  writeJson({ private: true, workspaces: ['*'], overrides: packed }, workspace, 'package.json');
  const { ok, output } = await npmInstall(workspace);
  return ok ? [] : [output];
}

/** What an author does before a release. */
const authorChecks = ({ folder }: Authored): readonly (() => Promise<readonly string[]>)[] => [
  () => mustSucceed(folder, 'npm', 'test'),
  () => mustSucceed(folder, 'npm', 'run', 'typecheck'),
  async () => [
    ...(await mustSucceed(folder, 'npm', 'run', 'build')),
    ...(await mustSucceed(folder, 'npm', 'pack', '--pack-destination', folder)),
  ],
];

function toPacked({ id, folder }: Authored): PackedProvider {
  const packageName = readManifest(folder).name;
  const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  return { id, packageName, tarball: join(folder, file), exchange: readExchange(folder, 'plain') };
}

/** In the app of somebody else, through the proxy and the sdk, against a vendor that knows the fixtures. */
async function useProviders(folder: string, authored: readonly Authored[]): Promise<readonly string[]> {
  const app = join(folder, 'app');
  const providers = authored.map(toPacked);
  const installed = await installApp(app, providers);
  if (!installed.ok) return [installed.output];
  copyApp(join(example, 'app'), app);
  const [acme] = providers;
  if (acme === undefined) throw new Error('there is no example');
  const vendor = await startVendor(providers.map(({ exchange }) => exchange));
  try {
    const env = Object.fromEntries(
      [...providers.map(({ id }) => id), 'acme_eu'].flatMap((id) => [
        [`${id.toUpperCase()}_API_KEY`, vendorKey],
        [`${id.toUpperCase()}_API_BASE`, vendor.url],
      ]),
    );
    const all = providers.flatMap(({ id, exchange }) => [[id, exchange] as const, [`named_${id}`, exchange] as const]);
    const problems = [
      ...(await proxyProblems(app, 'config.yaml', { rerank: acme.exchange, 'rerank-eu': acme.exchange }, env)),
      ...(await proxyProblems(app, 'by-convention.yaml', Object.fromEntries(all), env)),
      ...(await sdkProblems(app, providers, env)),
      ...(await exampleProblems(app, acme, env)),
    ];
    const calls = 2 + all.length + providers.length + 1;
    return vendor.answered() === calls
      ? problems
      : [...problems, `the vendor answered ${vendor.answered()} of ${calls} calls`];
  } finally {
    await vendor.close();
  }
}

/** The example's own program prints its best document. */
async function exampleProblems(app: string, { exchange }: PackedProvider, env: NodeJS.ProcessEnv) {
  const { stdout, output } = await runCommand(process.execPath, ['rank.js'], { cwd: app, env });
  const best = exchange.documents[exchange.indices[0] ?? -1] ?? '';
  return stdout.includes(best) ? [] : [`rank.js of the example does not print its best document:\n${output}`];
}

/** What the generator writes in a copy of this repository, where its packages are held to the rules for providers. */
async function measure(create: string, repository: string) {
  await copyRepository(repository);
  const before = snapshot(repository);
  const folders = shapes.map((shape) => `packages/provider-gate-${shape}`);
  const written = await Promise.all(
    shapes.map((shape, place) =>
      generate(create, { id: `gate_${shape}`, folder: join(repository, folders[place] ?? '') }),
    ),
  );
  const { problems, ...counts } = await intrusions(repository, folders, before);
  return { ...counts, problems: [...written.flat(), ...problems] };
}
