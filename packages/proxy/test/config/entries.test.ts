import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { describe, expect, it } from 'vitest';
import { loadYaml, problemsOf } from './load-yaml.ts';
import { packageFiles, providerSource } from './providers/packages.ts';

// A shared LiteLLM file: rerankers beside everything else, few of them with a mode.
const shared = `
model_list:
  - model_name: rerank
    litellm_params: { model: nvidia_nim/nvidia/llama-nemotron-rerank-1b-v2, api_key: nvapi-test }
  - model_name: chat
    litellm_params: { model: openai/gpt-4o, api_key: os.environ/OPENAI_API_KEY, temperature: 0.2 }
  - model_name: bare
    litellm_params: { model: gpt-4o, timeout: soon }
  - model_name: everything
    litellm_params: { model: "openai/*" }
  - model_name: embed
    litellm_params: { model: nvidia_nim/nvidia/nv-embedqa-e5-v5 }
    model_info: { mode: embedding }
general_settings: { master_key: sk-12345678 }
router_settings:
  fallbacks: [{ chat: [bare, nowhere] }, { rerank: [chat] }]
`;

describe("a file of LiteLLM's with other models in it", () => {
  it('serves its rerankers and warns of what it skips, unset variables of those included', async () => {
    const { groups, warnings, providers } = await loadYaml(shared);
    expect(groups.map(({ name }) => name)).toEqual(['rerank']);
    expect([...providers.keys()]).toEqual(['nvidia_nim']);
    expect(warnings).toEqual([
      'config.yaml:5:5: model_list[1]: is skipped: no provider "openai" is installed. If it is a reranker, say so: model_info: { mode: rerank }',
      'config.yaml:7:5: model_list[2]: is skipped: its model names no provider. If it is a reranker, say so: model_info: { mode: rerank }',
      'config.yaml:9:5: model_list[3]: is skipped: a wildcard (*) does not tell which of its models are rerankers; give each of them an entry. If it is a reranker, say so: model_info: { mode: rerank }',
      'config.yaml:11:5: model_list[4]: is skipped: its model_info.mode is not rerank',
      'config.yaml:16:53: router_settings.fallbacks[1].rerank[0]: is left out, as this proxy does not serve the model of this name',
    ]);
  });

  it('is refused where nothing of it is a reranker, with the warnings that say why', async () => {
    const text = 'model_list: [{ model_name: chat, litellm_params: { model: openai/gpt-4o } }]';
    expect(await problemsOf(text)).toEqual([
      'config.yaml:1:13: model_list: no entry is a reranker that this proxy can serve; the warnings say why each is skipped',
    ]);
  });
});

describe('an entry that must be a reranker', () => {
  const entry = (model: string, more = '') =>
    `model_list: [{ model_name: m, litellm_params: { model: "${model}" }${more} }]`;
  const missing = (name: string) =>
    `no provider "${name}" is installed: run "npm install @openrerank/provider-${name}" in <folder> (searched from there and from `;

  it.each([
    ['by its mode', entry('acme/v1', ', model_info: { mode: rerank }')],
    ['by the name of its model', entry('acme/rerank-v1')],
    ['by its public name', entry('acme/v1').replace('model_name: m', 'model_name: my-reranker')],
    ['by the neutral spelling', entry('acme/v1').replace('litellm_params', 'params')],
  ])('%s needs its provider', async (_, text) => {
    const [problem] = await problemsOf(text);
    expect(problem).toContain(missing('acme'));
    expect(problem).toContain('If it is not a reranker, say so: model_info: { mode: chat }');
  });

  it('cannot be a wildcard or a bare name', async () => {
    expect(await problemsOf(entry('nvidia_nim/*', ', model_info: { mode: rerank }'))).toEqual([
      'config.yaml:1:56: model_list[0].litellm_params.model: a wildcard (*) does not tell which of its models are rerankers; give each of them an entry',
    ]);
    expect(await problemsOf(entry('rerank-english-v3.0'))).toEqual([
      'config.yaml:1:56: model_list[0].litellm_params.model: expected <provider>/<model>, such as nvidia_nim/nvidia/llama-nemotron-rerank-1b-v2',
    ]);
  });

  it('may take its mode from the environment', async () => {
    const text = entry('nvidia_nim/nvidia/x', ', model_info: { mode: os.environ/MODE }');
    expect((await loadYaml(text, { env: { MODE: 'rerank' } })).groups).toHaveLength(1);
    expect(await problemsOf(text)).toEqual([
      'config.yaml:1:101: model_list[0].model_info.mode: the environment variable MODE is not set',
    ]);
  });
});

describe('a provider that is not installed', () => {
  const problemsWith = (model: string) =>
    problemsOf(`model_list: [{ model_name: m, litellm_params: { model: ${model} } }]`, { providers: [nvidiaNim] });

  it.each(['nvidia_nmi/x', 'nvidia_nin/x', 'locale/bm25'])(
    '%s is taken for a typing error of one that is',
    async (model) => {
      expect((await problemsWith(model))[0]).toMatch(/did you mean "(nvidia_nim|local)\/…"\?$/);
    },
  );

  it.each(['xai/grok', 'groq/x', 'azure/gpt-4o', 'ollama/llama3'])('%s is another program’s', async (model) => {
    expect((await problemsWith(model))[0]).toContain('no entry is a reranker');
  });

  it('is no typing error of a short name that is near by chance', async () => {
    const files = packageFiles('openrerank-provider-oai', providerSource('oai'));
    const text = 'model_list: [{ model_name: m, litellm_params: { model: xai/grok } }]';
    expect((await problemsOf(text, { files }))[0]).toContain('no entry is a reranker');
  });
});

describe('what LiteLLM takes too', () => {
  const first = async (params: string, options = {}) => {
    const config = await loadYaml(`model_list: [{ model_name: m, litellm_params: { ${params} } }]`, options);
    return { ...config, deployment: config.groups[0]?.deployments[0] };
  };

  it('is an empty base URL or key for none', async () => {
    const { deployment } = await first('model: nvidia_nim/nvidia/x, api_base: "", api_key: ""');
    expect(deployment).toMatchObject({ baseUrl: undefined, apiKey: undefined });
  });

  it('is the provider beside the model', async () => {
    const beside = await first('model: nvidia/x, custom_llm_provider: nvidia_nim, api_key: k');
    expect(beside.deployment?.model).toBe('nvidia_nim/nvidia/x');
    const twice = await first('model: nvidia_nim/nvidia/x, custom_llm_provider: nvidia_nim, api_key: k');
    expect(twice.deployment?.model).toBe('nvidia_nim/nvidia/x');
  });

  it('is a weight of 0', async () => {
    expect((await first('model: local/bm25, weight: 0')).deployment?.weight).toBe(0);
  });

  it('is a place for anchors', async () => {
    const text = `
x-common: &common { api_key: nvapi-test, timeout: 5 }
model_list:
  - { model_name: m, litellm_params: { <<: *common, model: nvidia_nim/nvidia/x } }
`;
    expect((await loadYaml(text)).groups[0]?.deployments[0]).toMatchObject({ apiKey: 'nvapi-test', timeoutMs: 5000 });
  });
});

describe("AWS's key in LiteLLM's parts", () => {
  const source = providerSource('aws').replace("['depth']", "['aws_region_name']");
  const files = packageFiles('openrerank-provider-aws', source);
  const text = (params: string) => `model_list: [{ model_name: m, litellm_params: { model: aws/rerank, ${params} } }]`;
  const apiKeyOf = async (params: string, env = {}) =>
    (await loadYaml(text(params), { files, env })).groups[0]?.deployments[0]?.apiKey;

  it('is one key for the provider that takes it', async () => {
    const id = 'aws_access_key_id: os.environ/ID, aws_secret_access_key: "se/cret"';
    expect(await apiKeyOf(id, { ID: 'AKIA' })).toBe('AKIA:se/cret');
    expect(await apiKeyOf(`${id}, aws_session_token: tok`, { ID: 'AKIA' })).toBe('AKIA:se/cret:tok');
    expect(await apiKeyOf(`${id}, api_key: own`, { ID: 'AKIA' })).toBe('own');
    expect(await apiKeyOf('aws_region_name: eu-central-1')).toBeUndefined();
  });

  it('must be whole, and text', async () => {
    expect(await problemsOf(text('aws_access_key_id: AKIA'), { files })).toEqual([
      'config.yaml:1:47: model_list[0].litellm_params: aws_access_key_id without aws_secret_access_key: a key of AWS is both',
    ]);
    expect(await problemsOf(text('aws_access_key_id: AKIA, aws_secret_access_key: 5'), { files })).toEqual([
      expect.stringContaining('aws_secret_access_key: expected text without spaces and line breaks'),
    ]);
  });

  it('has no effect on another provider', async () => {
    const other = 'model_list: [{ model_name: m, litellm_params: { model: local/bm25, aws_access_key_id: x } }]';
    const { groups, warnings } = await loadYaml(other);
    expect(groups[0]?.deployments[0]?.apiKey).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining('aws_access_key_id')]);
  });
});

describe('a model whose key is missing', () => {
  const warningsOf = async (params: string, env = {}) =>
    (await loadYaml(`model_list: [{ model_name: m, litellm_params: { ${params} } }]`, { env })).warnings;
  const hosted = 'model: nvidia_nim/nvidia/x';

  it('is warned of', async () => {
    expect(await warningsOf(hosted)).toEqual([
      'config.yaml:1:56: model_list[0].litellm_params.model: has no API key, so that its calls will fail: set api_key or the environment variable NVIDIA_NIM_API_KEY',
    ]);
  });

  it.each([
    ['has one', `${hosted}, api_key: k`, {}],
    ['has one in the environment', hosted, { NVIDIA_NIM_API_KEY: 'k' }],
    ['brings its own header', `${hosted}, extra_headers: { Authorization: Bearer k }`, {}],
    ['is where none is needed', 'model: nvidia_nim/ranking/nvidia/x, api_base: "http://nim:8000"', {}],
    ['needs none at all', 'model: local/bm25', {}],
  ])('is not where it %s', async (_, params, env) => {
    expect(await warningsOf(params, env)).toEqual([]);
  });
});

it('has a model name, text in all of its parts, and one spelling of its parameters', async () => {
  const text = `
model_list:
  - litellm_params: { model: os.environ/MODEL }
  - { model_name: os.environ/NAME, params: text }
  - { model_name: m, params: { model: 5 } }
  - { model_name: m, params: { model: local/bm25 }, model_info: text }
`;
  expect(await problemsOf(text)).toEqual([
    'config.yaml:3:5: model_list[0].model_name: missing: expected the name that clients call the model by',
    'config.yaml:3:30: model_list[0].litellm_params.model: the environment variable MODEL is not set',
    'config.yaml:4:19: model_list[1].model_name: the environment variable NAME is not set',
    'config.yaml:4:44: model_list[1].params: expected a mapping with at least `model`; found text',
    'config.yaml:5:39: model_list[2].params.model: expected a model string such as nvidia_nim/nvidia/llama-nemotron-rerank-1b-v2; found a whole number',
    'config.yaml:6:65: model_list[3].model_info: expected a mapping; found text',
  ]);
});
