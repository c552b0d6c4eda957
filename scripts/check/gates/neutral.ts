import { join } from 'node:path';
import { type BuildFailure, build, formatMessages } from 'esbuild';
import { type GateResult, problemsResult } from '../gate.ts';
import { layerOf } from '../layers.ts';
import { moduleEntries, sourceCondition, type WorkspacePackage, workspacePackages } from '../workspace.ts';

/** What exists only in Node. `globalThis.process?.env` is fine: it asks first. */
const nodeGlobals = ['process', 'Buffer', 'global', 'require', '__dirname', '__filename', 'setImmediate'];

/** Core, the providers and the sdk's fetch entry bundle with all they need and use nothing of Node's. */
export async function neutral(): Promise<GateResult> {
  const sources = workspacePackages().flatMap((each) =>
    neutralEntries(each).map(({ source }) => join(each.path, source)),
  );
  const problems = await Promise.all(sources.map(nodeUses));
  return problemsResult(problems.flat(), `${sources.length} entries`);
}

/** The entries of a package that must run in every JavaScript runtime. */
export function neutralEntries({ folder, manifest }: Pick<WorkspacePackage, 'folder' | 'manifest'>) {
  const layer = layerOf(folder);
  if (layer?.boundToNode?.includes(folder)) return [];
  return moduleEntries(manifest).filter(({ key, source }) =>
    layer?.node ? layer.neutralEntries?.includes(key) : source !== `./src/${layer?.except?.file}`,
  );
}

/** One line per use of Node in the bundle of a source file: an import that does not resolve, or a global. */
export async function nodeUses(source: string): Promise<readonly string[]> {
  try {
    const { outputFiles } = await build({
      entryPoints: [source],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      conditions: [sourceCondition, 'import'],
      define: Object.fromEntries(nodeGlobals.map((name) => [name, `nodeOnly_${name}`])),
      logLevel: 'silent',
    });
    const text = outputFiles.map((file) => file.text).join('');
    const globals = nodeGlobals.filter((name) => new RegExp(`\\bnodeOnly_${name}\\b`).test(text));
    return globals.map((name) => `${source}: the bundle uses ${name}, which only Node has`);
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return formatMessages(error.errors, { kind: 'error', color: false });
  }
}

const isBuildFailure = (error: unknown): error is BuildFailure => error instanceof Error && 'errors' in error;
