import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The packages that may provide a prefix, by convention: ours first, then third parties'. */
export function packageNames(prefix: string): readonly [string, string] {
  const own = prefix.toLowerCase();
  const name = own.replaceAll('_', '-');
  return [`@openrerank/provider-${otherNames.get(own) ?? name}`, `openrerank-provider-${name}`];
}

/**
 * Prefixes that LiteLLM's files hold, with the package of ours where its name is not the prefix's. A provider whose
 * package is called as its prefix needs no line here.
 */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['azure_ai', 'cohere'],
  ['fireworks_ai', 'fireworks'],
  ['hosted_vllm', 'vllm'],
  ['jina_ai', 'jina'],
  ['together_ai', 'together'],
  ['vertex_ai', 'vertex'],
  ...['gpustack', 'infinity', 'litellm_proxy', 'llama_cpp', 'localai', 'novita', 'openrerank', 'openrouter'].map(
    (prefix) => [prefix, 'compatible'] as const,
  ),
  ...['sglang', 'siliconflow', 'xinference'].map((prefix) => [prefix, 'compatible'] as const),
]);

/** The prefixes of the provider packages that can be imported from the folders, for telling a typing error. */
export async function installedPrefixes(folders: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    [...new Set(folders.flatMap(ancestors))].flatMap((folder) => [
      list(join(folder, 'node_modules', '@openrerank'), 'provider-'),
      list(join(folder, 'node_modules'), 'openrerank-provider-'),
    ]),
  );
  return [...new Set(found.flat())];
}

async function list(folder: string, start: string): Promise<readonly string[]> {
  // No such folder is the usual case, and one that cannot be read holds no suggestion.
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.startsWith(start)).map((name) => name.slice(start.length).replaceAll('-', '_'));
}

function ancestors(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
