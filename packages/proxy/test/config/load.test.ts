import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { local } from '@openrerank/provider-local';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { defaultConfig, loadConfig } from '../../src/config/load.ts';
import { errorOf, folderWith, loadYaml, oneModel, problemsOf } from './load-yaml.ts';

const fixture = (name: string) => readFile(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');

const unsaid = {
  apiKey: undefined,
  baseUrl: undefined,
  headers: undefined,
  timeoutMs: undefined,
  maxRetries: undefined,
};

describe("LiteLLM's page on NVIDIA NIM", () => {
  const env = { NVIDIA_NIM_API_KEY: 'nvapi-test' };

  it.each([
    ['nvidia-rerank', 'nvidia_nim/nvidia/llama-3_2-nv-rerankqa-1b-v2'],
    ['nvidia-ranking', 'nvidia_nim/ranking/nvidia/llama-3.2-nv-rerankqa-1b-v2'],
  ])('its configuration of %s works letter for letter', async (name, model) => {
    const config = await loadYaml(await fixture(`litellm-${name}.yaml`), { env });
    expect(config.groups).toEqual([
      { name, deployments: [{ ...unsaid, id: `${name}#1`, model, apiKey: 'nvapi-test', weight: 1, options: {} }] },
    ]);
    expect([...config.providers]).toEqual([['nvidia_nim', nvidiaNim]]);
    expect(config.warnings).toEqual([]);
  });
});

describe('an entry', () => {
  it('gives all that a deployment needs, times in milliseconds', async () => {
    const text = `
model_list:
  - model_name: m
    litellm_params:
      model: nvidia_nim/nvidia/nv-rerankqa-mistral-4b-v3
      api_key: nvapi-test
      api_base: https://nim.example.com/v1?team=a
      timeout: "2.5"
      num_retries: 0
      weight: os.environ/WEIGHT
      headers: { x-team: search, x-both: headers }
      extra_headers: { x-both: extra }
      truncate: END
    model_info: { id: 7, mode: rerank, note: anything }
`;
    const { groups, warnings } = await loadYaml(text, { env: { WEIGHT: '0.5' } });
    expect(groups[0]?.deployments[0]).toEqual({
      id: '7',
      model: 'nvidia_nim/nvidia/nv-rerankqa-mistral-4b-v3',
      apiKey: 'nvapi-test',
      baseUrl: 'https://nim.example.com/v1?team=a',
      timeoutMs: 2500,
      maxRetries: 0,
      weight: 0.5,
      headers: { 'x-team': 'search', 'x-both': 'extra' },
      options: { truncate: 'END' },
    });
    expect(warnings).toEqual([]);
  });

  it('may be spelled params, and max_retries where num_retries does not say', async () => {
    const text = 'model_list: [{ model_name: m, params: { model: local/bm25, max_retries: 4, k1: 1.5 } }]';
    const [group] = (await loadYaml(text)).groups;
    expect(group?.deployments[0]).toMatchObject({ model: 'local/bm25', maxRetries: 4, options: { k1: 1.5 } });
  });

  it('is retried as num_retries says where max_retries says otherwise', async () => {
    const text = 'model_list: [{ model_name: m, params: { model: local/bm25, max_retries: 4, num_retries: 1 } }]';
    expect((await loadYaml(text)).groups[0]?.deployments[0].maxRetries).toBe(1);
  });

  it('takes an option from the environment as the number that the provider wants', async () => {
    const text = 'model_list: [{ model_name: m, params: { model: local/bm25, k1: os.environ/K1, b: 0.5 } }]';
    const [group] = (await loadYaml(text, { env: { K1: '1.5' } })).groups;
    expect(group?.deployments[0].options).toEqual({ k1: 1.5, b: 0.5 });
  });

  it('shares the load of the others of its name, each with an id of its own', async () => {
    const text = `
model_list:
  - { model_name: a, params: { model: local/bm25 } }
  - { model_name: b, params: { model: local/bm25 } }
  - { model_name: a, params: { model: local/bm25, weight: 3 } }
  - { model_name: a, params: { model: local/bm25 }, model_info: { id: 'a#1' } }
`;
    const { groups } = await loadYaml(text);
    expect(groups.map(({ name, deployments }) => [name, deployments.map(({ id, weight }) => [id, weight])])).toEqual([
      [
        'a',
        [
          ['a#2', 1],
          ['a#3', 3],
          ['a#1', 1],
        ],
      ],
      ['b', [['b#1', 1]]],
    ]);
  });

  it('reads what aliases and merge keys say', async () => {
    const text = `
environment_variables: &shared
  SHARED: x
model_list:
  - model_name: a
    params: &params { model: local/bm25, timeout: 3 }
  - model_name: b
    params: { <<: *params, timeout: 4 }
`;
    const { groups } = await loadYaml(text);
    expect(groups.map(({ deployments }) => deployments[0].timeoutMs)).toEqual([3000, 4000]);
  });
});

describe('settings', () => {
  it('have defaults', async () => {
    const config = await loadYaml(oneModel());
    expect(config).toMatchObject({
      masterKey: undefined,
      maxBodyBytes: 100 * 1024 * 1024,
      maxBytesInFlight: 256 * 1024 * 1024,
      maxQueueWaitMs: 60_000,
      maxResponseBytes: 64 * 1024 * 1024,
      dropParams: false,
      routing: { totalTimeoutMs: 600_000, maxRetries: 2, allowedFails: 3, cooldownMs: 5_000, fallbacks: new Map() },
    });
    expect([...config.providers]).toEqual([['local', local]]);
  });

  it('are read from all three sections', async () => {
    const text = oneModel(
      'general_settings: { master_key: sk-12345678, max_request_size_mb: 0.5, max_response_size_mb: "2", max_bytes_in_flight_mb: 8, max_queue_wait: 0 }',
      'litellm_settings: { drop_params: "True", request_timeout: 7 }',
      'router_settings: { timeout: 30, num_retries: 5, allowed_fails: 0, cooldown_time: 0, routing_strategy: simple-shuffle }',
    );
    const config = await loadYaml(text);
    expect(config).toMatchObject({
      masterKey: 'sk-12345678',
      maxBodyBytes: 512 * 1024,
      maxBytesInFlight: 8 * 1024 * 1024,
      maxQueueWaitMs: 0,
      maxResponseBytes: 2 * 1024 * 1024,
      dropParams: true,
      routing: { totalTimeoutMs: 30_000, maxRetries: 5, allowedFails: 0, cooldownMs: 0 },
    });
    expect(config.groups[0]?.deployments[0].timeoutMs).toBe(7000);
    expect(config.warnings).toEqual([]);
  });

  it('of litellm_settings hold where router_settings does not say', async () => {
    const both = 'litellm_settings: { num_retries: 1, allowed_fails: 1, cooldown_time: 1, fallbacks: [{ m: [m] }] }';
    expect((await loadYaml(oneModel(both))).routing).toMatchObject({
      maxRetries: 1,
      allowedFails: 1,
      cooldownMs: 1000,
    });
    const wins = 'router_settings: { num_retries: 2, allowed_fails: 2, cooldown_time: 2 }';
    expect((await loadYaml(oneModel(both, wins))).routing).toMatchObject({
      maxRetries: 2,
      allowedFails: 2,
      cooldownMs: 2000,
    });
  });

  it('may be empty sections', async () => {
    const text = oneModel(
      'general_settings:',
      'litellm_settings:',
      'router_settings: {}',
      'providers:',
      'environment_variables:',
    );
    expect((await loadYaml(text)).warnings).toEqual([]);
  });

  it('warn of keys that LiteLLM knows and this proxy does not use, with their place', async () => {
    const text = oneModel(
      'general_settings: { database_url: os.environ/NOT_SET, alerting: [slack] }',
      'litellm_settings: { callbacks: [otel] }',
      'router_settings: { routing_strategy: least-busy, redis_host: x }',
      'guardrails: []',
    );
    expect((await loadYaml(text)).warnings).toEqual([
      'config.yaml:4:21: general_settings.database_url: has no effect here: there is no database, and so no virtual keys: clients show the master key',
      'config.yaml:4:55: general_settings.alerting: has no effect here',
      'config.yaml:5:21: litellm_settings.callbacks: has no effect here',
      'config.yaml:6:38: router_settings.routing_strategy: has no effect here: load is shared at random by weight (simple-shuffle)',
      'config.yaml:6:50: router_settings.redis_host: has no effect here',
      'config.yaml:7:1: guardrails: has no effect here',
    ]);
  });

  it('warn of unknown tags', async () => {
    expect((await loadYaml(oneModel('general_settings: !Ref { }'))).warnings).toEqual([
      'config.yaml:4:19: this tag means nothing here and is ignored',
    ]);
  });

  it("warn of an entry's keys that LiteLLM knows", async () => {
    const text =
      'model_list: [{ model_name: m, rpm: 5, litellm_params: { model: local/bm25, tpm: 9, input_cost_per_query: 1 } }]';
    expect((await loadYaml(text)).warnings).toEqual([
      'config.yaml:1:31: model_list[0].rpm: has no effect here: rates are not limited; use weight to share load',
      'config.yaml:1:76: model_list[0].litellm_params.tpm: has no effect here: rates are not limited; use weight to share load',
      'config.yaml:1:84: model_list[0].litellm_params.input_cost_per_query: has no effect here',
    ]);
  });
});

describe('the environment', () => {
  it('is extended by environment_variables, for references and for providers, and wins over them', async () => {
    const text = [
      'environment_variables: { KEY: file, NVIDIA_NIM_API_KEY: nvapi-file, COPY: os.environ/REAL, NUMBER: 5, FLAG: true }',
      'model_list:',
      '  - { model_name: a, params: { model: local/bm25, api_key: os.environ/KEY } }',
      '  - { model_name: b, params: { model: local/bm25, api_key: os.environ/COPY } }',
    ].join('\n');
    const config = await loadYaml(text, { env: { KEY: 'real', REAL: 'set' } });
    expect(config.groups.map(({ deployments }) => deployments[0].apiKey)).toEqual(['real', 'set']);
    expect(config.env).toEqual({
      KEY: 'real',
      REAL: 'set',
      NVIDIA_NIM_API_KEY: 'nvapi-file',
      COPY: 'set',
      NUMBER: '5',
      FLAG: 'true',
    });
  });

  it('tells at start of a base URL in it that has no rerank route', async () => {
    const text = 'model_list: [{ model_name: m, params: { model: nvidia_nim/nvidia/llama-nemotron-rerank-1b-v2 } }]';
    const { warnings } = await loadYaml(text, {
      env: { NVIDIA_NIM_API_BASE: 'https://integrate.api.nvidia.com/v1', NVIDIA_NIM_API_KEY: 'nvapi-test' },
    });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^config\.yaml:1:48: model_list\[0\]\.params\.model: NVIDIA_NIM_API_BASE is ignored/);
  });
});

describe('the master key', () => {
  it('is taken from the environment where the file has none', async () => {
    expect((await loadYaml(oneModel(), { env: { LITELLM_MASTER_KEY: 'litellm-key' } })).masterKey).toBe('litellm-key');
    const both = { LITELLM_MASTER_KEY: 'litellm-key', OPENRERANK_MASTER_KEY: 'openrerank-key' };
    expect((await loadYaml(oneModel(), { env: both })).masterKey).toBe('openrerank-key');
    const file = oneModel('general_settings: { master_key: key-of-the-file }');
    expect((await loadYaml(file, { env: both })).masterKey).toBe('key-of-the-file');
  });

  it('may come from environment_variables', async () => {
    const file = oneModel('environment_variables: { LITELLM_MASTER_KEY: sk-from-the-file }');
    expect((await loadYaml(file)).masterKey).toBe('sk-from-the-file');
  });

  it('is warned of when it is short, and never shown', async () => {
    const { masterKey, warnings } = await loadYaml(oneModel('general_settings: { master_key: sk-1234 }'));
    expect(masterKey).toBe('sk-1234');
    expect(warnings).toEqual([
      'config.yaml:4:33: general_settings.master_key: the master key is shorter than 8 characters and easily guessed',
    ]);
    const fromEnv = await loadYaml(oneModel(), { env: { OPENRERANK_MASTER_KEY: 'sk-1234' } });
    expect(fromEnv.warnings).toEqual([
      'config.yaml:1:1: general_settings.master_key: the master key in OPENRERANK_MASTER_KEY is shorter than 8 characters and easily guessed',
    ]);
  });

  it.each([
    ['master_key:', 'config.yaml:4:21: general_settings.master_key: expected a key, or no such line; found nothing'],
    [
      'master_key: ""',
      'config.yaml:4:33: general_settings.master_key: expected a key, or no such line; found empty text',
    ],
    [
      'master_key: 1234',
      'config.yaml:4:33: general_settings.master_key: expected a key, as text in quotes; found a whole number',
    ],
    [
      'master_key: "a b"',
      'config.yaml:4:33: general_settings.master_key: expected a key without spaces, line breaks and other than ASCII characters',
    ],
  ])('%s is refused, since it would open the server', async (line, problem) => {
    expect(await problemsOf(oneModel(`general_settings: { ${line} }`))).toEqual([problem]);
  });

  it('in the environment is refused where no header can carry it, and told of where it is empty', async () => {
    const broken = { OPENRERANK_MASTER_KEY: 'sk-12345678\n' };
    expect(await problemsOf(oneModel(), { env: broken })).toEqual([
      'config.yaml:1:1: general_settings.master_key: the environment variable OPENRERANK_MASTER_KEY: expected a key without spaces, line breaks and other than ASCII characters',
    ]);
    expect(() => defaultConfig(broken)).toThrow(ConfigError);
    expect(defaultConfig({ LITELLM_MASTER_KEY: '' }).warnings).toEqual([
      'environment: the environment variable LITELLM_MASTER_KEY is empty, so it sets no master key',
    ]);
  });
});

describe('without a file', () => {
  it('local/bm25 is served', () => {
    expect(defaultConfig({ OPENRERANK_MASTER_KEY: 'sk-12345678' })).toEqual({
      groups: [
        {
          name: 'local/bm25',
          deployments: [{ ...unsaid, id: 'local/bm25', model: 'local/bm25', weight: 1, options: {} }],
        },
      ],
      providers: new Map([['local', local]]),
      routing: { totalTimeoutMs: 600_000, maxRetries: 2, allowedFails: 3, cooldownMs: 5_000, fallbacks: new Map() },
      masterKey: 'sk-12345678',
      maxBodyBytes: 100 * 1024 * 1024,
      maxBytesInFlight: 256 * 1024 * 1024,
      maxQueueWaitMs: 60_000,
      maxResponseBytes: 64 * 1024 * 1024,
      dropParams: false,
      env: { OPENRERANK_MASTER_KEY: 'sk-12345678' },
      warnings: [],
    });
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['nowhere.yaml', /^nowhere\.yaml: there is no such file \(.*nowhere\.yaml\)$/],
    ['config.yaml/deeper', /^config\.yaml\/deeper: there is no such file/],
    ['.', /^\.: this is a folder; expected a YAML file$/],
    ['utf-16.yaml', /^utf-16\.yaml: the file is not UTF-8 text; save it as UTF-8/],
    ['\0', /: cannot be read: /],
  ])('%j says so', async (name, message) => {
    const folder = await folderWith({
      'config.yaml': '',
      'utf-16.yaml': Buffer.from('\uFEFFmodel_list: []', 'utf16le'),
    });
    const error = await loadConfig(name === '.' ? folder : join(folder, name), {}).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ConfigError);
    const shown = (error as ConfigError).message.replace(name === '.' ? folder : `${folder}/`, name === '.' ? '.' : '');
    expect(shown).toMatch(message);
  });

  it.each([
    ['', 'config.yaml:1:1: expected a mapping with model_list; the file is empty'],
    ['# only a comment', 'config.yaml:1:1: expected a mapping with model_list; the file is empty'],
    ['- a', 'config.yaml:1:1: expected a mapping with model_list; found a list'],
    ['just text', 'config.yaml:1:1: expected a mapping with model_list; found text'],
    [
      'general_settings: {}',
      'config.yaml:1:1: model_list: missing: expected a list of models, each with model_name and litellm_params',
    ],
    [
      'model_list: []',
      'config.yaml:1:13: model_list: expected a list of models, each with model_name and litellm_params; found an empty list',
    ],
    [
      'model_list: { a: 1 }',
      'config.yaml:1:13: model_list: expected a list of models, each with model_name and litellm_params; found a mapping',
    ],
  ])('%j holds no configuration', async (text, problem) => {
    expect((await errorOf(text)).message).toBe(problem);
  });
});
