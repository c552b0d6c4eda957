import type { RerankProviderFactory } from '@openrerank/core';
import type { Deployment, ModelGroup } from './config.ts';
import { formatPath, type Path } from './config-error.ts';
import { readDeployment } from './deployment.ts';
import type { Entry } from './entry.ts';
import { findProvider } from './find-provider.ts';
import type { Findings } from './findings.ts';
import type { ParsedConfig } from './parse.ts';
import type { ProviderPackages } from './providers/provider-packages.ts';

export interface Models {
  readonly groups: readonly ModelGroup[];
  readonly providers: ReadonlyMap<string, RerankProviderFactory>;
  /** The names of all entries for this proxy, of those with problems too. */
  readonly served: readonly string[];
  /** The names that only entries for another kind of proxy have. */
  readonly skipped: ReadonlySet<string>;
}

interface Served {
  readonly entry: Entry;
  /** Undefined where the entry has a problem. */
  readonly deployment: Omit<Deployment, 'id'> | undefined;
}

/** Finds each entry's provider and checks the entry against it. Problems go to the findings. */
export async function readModels(
  parsed: ParsedConfig,
  named: ReadonlyMap<string, RerankProviderFactory>,
  packages: ProviderPackages,
): Promise<Models> {
  const { findings, litellm } = parsed;
  const timeoutMs = litellm.request_timeout && litellm.request_timeout * 1000;
  const providers = new Map<string, RerankProviderFactory>();
  const models: Served[] = [];
  const skipped: string[] = [];
  for (const entry of parsed.entries) {
    const found = await findProvider(entry, named, packages);
    if (found.outcome === 'skip') {
      findings.warn(entry.path, `is skipped: ${found.reason}`);
      if (entry.name !== undefined) skipped.push(entry.name);
      continue;
    }
    if (found.outcome === 'problem') findings.problem([...entry.paramsPath, 'model'], found.message);
    const isFound = found.outcome === 'found';
    if (isFound) providers.set(found.prefix, found.factory);
    const deployment = isFound ? await readDeployment(entry, found, { ...parsed, timeoutMs }) : undefined;
    models.push({ entry, deployment });
    findings.add(entry.findings);
  }
  checkIds(models, findings);
  if (models.length === 0 && skipped.length > 0) findings.problem(['model_list'], noReranker);
  const served = [...new Set(models.flatMap(({ entry }) => entry.name ?? []))];
  return {
    groups: toGroups(models),
    providers,
    served,
    skipped: new Set(skipped.filter((name) => !served.includes(name))),
  };
}

const noReranker = 'no entry is a reranker that this proxy can serve; the warnings say why each is skipped';

function checkIds(models: readonly Served[], findings: Findings): void {
  const byId = new Map<string, Path>();
  for (const { entry } of models) {
    const first = entry.id === undefined ? undefined : byId.get(entry.id);
    if (first !== undefined) {
      findings.problem([...entry.path, 'model_info', 'id'], `expected a unique id; ${formatPath(first)} has the same`);
    } else if (entry.id !== undefined) byId.set(entry.id, entry.path);
  }
}

/** In the file's order. An entry without an id is named after its model, by its place among those of that name. */
function toGroups(models: readonly Served[]): readonly ModelGroup[] {
  const ids = new Set(models.flatMap(({ entry }) => entry.id ?? []));
  const groups = new Map<string, [Deployment, ...Deployment[]]>();
  for (const { entry, deployment } of models) {
    if (entry.name === undefined || deployment === undefined) continue;
    const siblings = groups.get(entry.name);
    const member = { id: entry.id ?? freeId(entry.name, siblings?.length ?? 0, ids), ...deployment };
    if (siblings === undefined) groups.set(entry.name, [member]);
    else siblings.push(member);
  }
  return [...groups].map(([name, deployments]) => ({ name, deployments }));
}

function freeId(name: string, before: number, taken: Set<string>): string {
  let number = before + 1;
  while (taken.has(`${name}#${number}`)) number++;
  const id = `${name}#${number}`;
  taken.add(id);
  return id;
}
