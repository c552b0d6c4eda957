import type { Deployment, ProxyConfig } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import type { Terminal } from './terminal.ts';

/** Prints warnings to stderr and what would be served to stdout. Throws what is wrong. */
export async function check(file: string, terminal: Terminal): Promise<void> {
  const config = await loadConfig(file);
  for (const warning of config.warnings) terminal.err(`warning: ${warning}`);
  terminal.out(summarise(file, config));
}

function summarise(file: string, { groups, providers, masterKey, routing }: ProxyConfig): string {
  const width = Math.max(...groups.map(({ name }) => name.length));
  const lines = groups.map(({ name, deployments }) => {
    const fallbacks = routing.fallbacks.get(name);
    const then = fallbacks === undefined ? '' : `, then ${fallbacks.join(', ')}`;
    return `  ${name.padEnd(width)}  ${shares(deployments).join(' + ')}${then}`;
  });
  const key = masterKey === undefined ? 'none, so clients need no key' : 'set';
  return [
    `${file} is valid.`,
    ...lines,
    `  providers: ${[...providers.keys()].join(', ')}`,
    `  master key: ${key}`,
  ].join('\n');
}

/** Each model once, with its part of the load where that is not the same for all. */
function shares(deployments: readonly Deployment[]): readonly string[] {
  const total = deployments.reduce((sum, { weight }) => sum + weight, 0);
  const byModel = new Map<string, number>();
  for (const { model, weight } of deployments) byModel.set(model, (byModel.get(model) ?? 0) + weight);
  if (byModel.size === 1) return [...byModel.keys()].map((model) => times(model, deployments.length));
  return [...byModel].map(([model, weight]) => `${model} (${Math.round((weight / total) * 100)} %)`);
}

const times = (model: string, count: number): string => (count === 1 ? model : `${model} (${count} deployments)`);
