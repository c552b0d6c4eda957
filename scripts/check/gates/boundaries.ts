import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { root, workspaceFolders } from '../../bootstrap.mjs';
import { type GateResult, problemsResult } from '../gate.ts';
import { describeLayer, type Layer, layerOf, layers } from '../layers.ts';
import { sourceCondition, type WorkspacePackage, workspacePackages } from '../workspace.ts';
import { importRules } from './import-rules.ts';

/** Packages keep to their row of the layers table, in what they import and in what their manifests declare. */
export async function boundaries(): Promise<GateResult> {
  const packages = workspacePackages();
  const sources = workspaceFolders().map((folder) => `${folder}/src`);
  const imports = await forbiddenImports(
    root,
    sources.filter((folder) => existsSync(join(root, folder))),
  );
  return problemsResult([...manifestProblems(packages), ...imports], `${packages.length} packages`);
}

/** One line per import below `folders`, which are relative to `baseDir`, that the layers do not allow. */
export async function forbiddenImports(baseDir: string, folders: readonly string[]): Promise<readonly string[]> {
  const rules = importRules(layers);
  const { output } = await cruise(
    [...folders],
    {
      baseDir,
      outputType: 'json',
      validate: true,
      ruleSet: { forbidden: [...rules] },
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
    },
    { conditionNames: [sourceCondition, 'import', 'node', 'default'], exportsFields: ['exports'] },
  );
  const { summary } = JSON.parse(output as string) as ICruiseResult;
  const reasons = new Map(rules.map(({ name, comment }) => [name, comment]));
  return summary.violations.map(({ from, to, rule }) => `${from} imports ${to}: ${reasons.get(rule.name)}`);
}

/** One line per dependency in a manifest that the layers do not allow. */
export function manifestProblems(
  packages: readonly Pick<WorkspacePackage, 'folder' | 'manifest'>[],
): readonly string[] {
  return packages.flatMap(({ folder, manifest }) => {
    const layer = layerOf(folder);
    if (!layer)
      return [`packages/${folder} has no row in scripts/check/layers.ts: add one that says what it may import`];
    return Object.keys(manifest.dependencies ?? {})
      .filter((name) => !mayDependOn(layer, name))
      .map((name) => `packages/${folder}/package.json depends on ${name}: ${describeLayer(layer)}`);
  });
}

function mayDependOn({ ours, libraries, never }: Layer, name: string): boolean {
  const scope = '@openrerank/';
  if (name.startsWith(scope)) return ours.includes(name.slice(scope.length));
  return !never?.includes(name) && (libraries === 'declared' || libraries.includes(name));
}
