import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandResult, runCommand } from '../../command.ts';
import { withoutOwnSettings } from '../../environment.ts';
import { listening } from '../standalone.ts';
import type { Exchange } from './exchanges.ts';
import { fromTarballs, npmInstall, tarballs, writeJson } from './install.ts';

/** A provider package that is packed, as whoever installs it sees it. */
export interface PackedProvider {
  readonly id: string;
  readonly packageName: string;
  readonly tarball: string;
  readonly exchange: Exchange;
}

/** Installs the sdk, the proxy and the providers, and nothing that knows of any of them. */
export function installApp(folder: string, providers: readonly PackedProvider[]): Promise<CommandResult> {
  mkdirSync(folder, { recursive: true });
  const own = Object.fromEntries(providers.map(({ packageName, tarball }) => [packageName, `file:${tarball}`]));
  const dependencies = { '@openrerank/proxy': '*', '@openrerank/sdk': '*', ...own };
  writeJson(fromTarballs({ private: true, type: 'module', dependencies }, tarballs()), folder, 'package.json');
  writeFileSync(join(folder, 'by-convention.yaml'), toYaml(providers));
  writeFileSync(join(folder, 'rank-all.js'), rankAll(providers));
  return npmInstall(folder);
}

/** JSON is YAML. Each provider is found by its name, and once more under a prefix that leads to no package. */
function toYaml(providers: readonly PackedProvider[]): string {
  const entries = providers.flatMap(({ id, exchange: { model } }) => [
    { model_name: id, params: { model: `${id}/${model}` } },
    { model_name: `named_${id}`, params: { model: `named_${id}/${model}` } },
  ]);
  const named = providers.map(({ id, packageName }) => [`named_${id}`, packageName]);
  return JSON.stringify({ providers: Object.fromEntries(named), model_list: entries });
}

/** A program of the sdk that prints the order of each provider's ranking. */
const rankAll = (providers: readonly PackedProvider[]): string => `import { createReranker } from '@openrerank/sdk';
const exchanges = ${JSON.stringify(providers.map(({ id, packageName, exchange }) => ({ ...exchange, id, packageName })))};
const modules = await Promise.all(exchanges.map(({ packageName }) => import(packageName)));
const reranker = createReranker({ providers: modules.map((each) => Object.values(each)[0]()) });
for (const { id, model, query, documents } of exchanges) {
  const { results } = await reranker.rerank({ model: \`\${id}/\${model}\`, query, documents });
  console.log(results.map(({ index }) => index).join());
}
await reranker.close();
`;

/** One line per provider that the sdk's program ranks wrongly with. */
export async function sdkProblems(folder: string, providers: readonly PackedProvider[], env: NodeJS.ProcessEnv) {
  const { ok, output, stdout } = await runCommand(process.execPath, ['rank-all.js'], { cwd: folder, env });
  const expected = providers.map(({ exchange }) => exchange.indices.join()).join('\n');
  return ok && stdout.trim() === expected ? [] : [`the sdk ranked\n${output}\nExpected:\n${expected}`];
}

/** One line per model of a configuration that the proxy does not rank with as its provider's fixture says. */
export async function proxyProblems(
  folder: string,
  config: string,
  models: Readonly<Record<string, Exchange>>,
  env: NodeJS.ProcessEnv,
): Promise<readonly string[]> {
  const program = join(folder, 'node_modules/@openrerank/proxy/dist/cli.js');
  const child = spawn(process.execPath, [program, '--config', config, '--port', '0'], {
    cwd: folder,
    env: { ...withoutOwnSettings(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  try {
    const { url, output } = await listening(child);
    if (url === undefined) return [`the proxy does not start with ${config}:\n${output}`];
    const calls = Object.entries(models).map(([model, exchange]) => callProblem(url, model, exchange));
    return (await Promise.all(calls)).flat();
  } finally {
    child.kill('SIGKILL');
  }
}

async function callProblem(url: string, model: string, exchange: Exchange): Promise<readonly string[]> {
  const { query, documents, indices } = exchange;
  const response = await fetch(`${url}/rerank`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, query, documents }),
  });
  const text = await response.text();
  if (response.status !== 200) return [`the proxy answers a call of ${model} with ${response.status}: ${text}`];
  const { results } = JSON.parse(text) as { readonly results: readonly { readonly index: number }[] };
  const order = results.map(({ index }) => index).join();
  return order === indices.join() ? [] : [`the proxy ranks ${order} with ${model}, and not ${indices.join()}`];
}

/** The files that the example has for its user. */
export function copyApp(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const file of ['config.yaml', 'rank.js']) copyFileSync(join(from, file), join(to, file));
}
