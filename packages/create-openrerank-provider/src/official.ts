/**
 * The packages of OpenRerank's own, without what all their names begin with. One that is missing is only not warned of: a new
 * provider need not be written here.
 */
export const officialNames: readonly string[] =
  `ai-sdk bedrock cohere compatible contextual dashscope deepinfra elasticsearch fireworks huggingface isaacus jina local
  mixedbread nvidia-nim pinecone together vertex vllm voyage watsonx zeroentropy`.split(/\s+/);

/** Prefixes whose package is not called as they are. */
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

/** The package of OpenRerank's own in which the proxy looks for an id first, or undefined where there is none. */
export function officialPackage(id: string): string | undefined {
  const name = otherNames.get(id.replaceAll('-', '_')) ?? id.replaceAll('_', '-');
  return officialNames.includes(name) ? `@openrerank/provider-${name}` : undefined;
}
