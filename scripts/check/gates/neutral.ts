import { basename } from 'node:path';
import { type BuildFailure, build, formatMessages, type Plugin } from 'esbuild';
import { type GateResult, problemsResult } from '../gate.ts';
import { layerOf } from '../layers.ts';
import { moduleEntries, sourceCondition, type WorkspacePackage, workspacePackages } from '../workspace.ts';

/** What exists only in Node. `globalThis.process?.env` is fine: it asks first. */
const nodeGlobals = ['process', 'Buffer', 'global', 'require', '__dirname', '__filename', 'setImmediate'];

/** What bundlers for a runtime without Node's modules ask `exports` and `imports` for. */
const runtimes: Readonly<Record<string, readonly string[]>> = {
  any: [],
  browser: ['browser'],
  'react-native': ['react-native'],
  workerd: ['workerd', 'worker', 'browser'],
  'edge-light': ['edge-light', 'worker', 'browser'],
};

/** Core, the providers and the sdk bundle with all they need, for each runtime, and use nothing of Node's. */
export async function neutral(): Promise<GateResult> {
  const entries = workspacePackages().flatMap((each) =>
    neutralEntries(each).map(({ specifier }) => ({ specifier, resolveDir: each.path })),
  );
  const problems = await Promise.all(
    Object.entries(runtimes).map(async ([runtime, conditions]) =>
      (await nodeUses(entries, conditions)).map((use) => `for ${runtime}: ${use}`),
    ),
  );
  return problemsResult(problems.flat(), `${entries.length} entries for ${Object.keys(runtimes).join(', ')}`);
}

/** The entries of a package that must run in every JavaScript runtime. */
export function neutralEntries({ folder, manifest }: Pick<WorkspacePackage, 'folder' | 'manifest'>) {
  const layer = layerOf(folder);
  if (layer?.boundToNode?.includes(folder)) return [];
  return moduleEntries(manifest).filter(({ key, source }) =>
    layer?.node
      ? layer.neutralEntries?.includes(key)
      : !layer?.except?.files.some((file) => source === `./src/${file}`),
  );
}

/** A module, and the folder from which it is imported. */
interface Imported {
  readonly specifier: string;
  readonly resolveDir: string;
}

/** One line per use of Node in the bundles of modules: an import that does not resolve, or a global. */
export async function nodeUses(
  modules: readonly Imported[],
  conditions: readonly string[] = [],
): Promise<readonly string[]> {
  try {
    // One build for all, since most of them share the same files.
    const { outputFiles } = await build({
      entryPoints: modules.map(({ specifier }, index) => ({ in: `entry:${specifier}`, out: String(index) })),
      plugins: [fromOwnFolder(modules)],
      bundle: true,
      write: false,
      outdir: 'out',
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      conditions: [sourceCondition, 'import', ...conditions],
      define: Object.fromEntries(nodeGlobals.map((name) => [name, `nodeOnly_${name}`])),
      logLevel: 'silent',
    });
    return outputFiles.flatMap(({ path, text }) => {
      const { specifier } = modules[Number.parseInt(basename(path), 10)] as Imported;
      const globals = nodeGlobals.filter((name) => new RegExp(`\\bnodeOnly_${name}\\b`).test(text));
      return globals.map((name) => `${specifier}: the bundle uses ${name}, which only Node has`);
    });
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return formatMessages(error.errors, { kind: 'error', color: false });
  }
}

/** Resolves each entry as its own package does: the root depends on none of them. */
const fromOwnFolder = (modules: readonly Imported[]): Plugin => ({
  name: 'from-own-folder',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^entry:/ }, ({ path }) => {
      const specifier = path.slice('entry:'.length);
      const { resolveDir } = modules.find((each) => each.specifier === specifier) as Imported;
      return resolve(specifier, { resolveDir, kind: 'import-statement' });
    });
  },
});

const isBuildFailure = (error: unknown): error is BuildFailure => error instanceof Error && 'errors' in error;
