import { readFile } from 'node:fs/promises';
import { defineRerankProvider } from '@openrerank/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ConfigError } from '../../src/config/config-error.ts';
import { paramsSchema } from '../../src/config/schema.ts';
import { acme } from '../support/acme.ts';
import { errorOf, loadYaml, oneModel, problemsOf } from './load-yaml.ts';

const fixture = (name: string) => new URL(`./fixtures/${name}`, import.meta.url);

const oneEntry = (params: string) => `model_list: [{ model_name: m, params: { ${params} } }]`;

describe('all that is wrong', () => {
  it('is told at once, in the order of the file, each with its place', async () => {
    const { message } = await errorOf(await readFile(fixture('every-problem.yaml'), 'utf8'), {
      env: { REQUEST_TIMEOUT: 'forever' },
    });
    await expect(`${message}\n`).toMatchFileSnapshot(fixture('every-problem.txt').pathname);
  });

  it('comes with the warnings', async () => {
    const { warnings } = await errorOf(oneModel('guardrails: []', 'master_key: x'));
    expect(warnings).toEqual(['config.yaml:4:1: guardrails: has no effect here']);
  });

  it('never holds a value of the file, which may be a key', async () => {
    const text = `
model_list:
  - model_name: m
    litellm_params: { model: local/bm25, api_key: [sk-secret], timeout: sk-secret, headers: { x: { sk-secret: 1 } }, api_base: sk-secret }
general_settings: { master_key: { a: sk-secret }, max_request_size_mb: sk-secret }
`;
    const { message } = await errorOf(text);
    expect(message).toContain('6 problems');
    expect(message).not.toContain('sk-secret');
  });
});

describe('a key that nobody knows', () => {
  it.each([
    ['modl_list: []', 'config.yaml:4:1: modl_list: unknown key; did you mean "model_list"?'],
    ['router_setings: {}', 'config.yaml:4:1: router_setings: unknown key; did you mean "router_settings"?'],
    [
      'general_settings: { masterKey: x }',
      'config.yaml:4:21: general_settings.masterKey: unknown key; did you mean "master_key"?',
    ],
    [
      'router_settings: { timout: 5 }',
      'config.yaml:4:20: router_settings.timout: unknown key; did you mean "timeout"?',
    ],
    [
      'general_settings: { colour_of_the_door: red }',
      'config.yaml:4:21: general_settings.colour_of_the_door: unknown key; expected master_key, max_request_size_mb, max_bytes_in_flight_mb, max_queue_wait, max_response_size_mb',
    ],
  ])('%s is a problem, with the nearest one that is known', async (line, problem) => {
    expect(await problemsOf(oneModel(line))).toEqual([problem]);
  });

  it("is looked for among the provider's options too", async () => {
    expect(await problemsOf(oneEntry('model: nvidia_nim/nvidia/x, trunkate: END'))).toEqual([
      'config.yaml:1:69: model_list[0].params.trunkate: unknown key; did you mean "truncate"?',
    ]);
  });

  it('says what is expected where none is near', async () => {
    const [problem] = await problemsOf(oneEntry('model: local/bm25, colour_of_the_door: red'));
    expect(problem).toContain(`expected ${[...Object.keys(paramsSchema.shape), 'k1', 'b'].join(', ')}`);
  });

  it.each(['base_url', 'baseUrl', 'url'])(
    '%s is taken for api_base, since a key must not go elsewhere',
    async (key) => {
      const [problem] = await problemsOf(oneEntry(`model: local/bm25, ${key}: https://nim.example.com`));
      expect(problem).toBe(`config.yaml:1:60: model_list[0].params.${key}: unknown key; did you mean "api_base"?`);
    },
  );
});

describe('what the provider refuses', () => {
  it('is known at start: an option, with the words of its schema', async () => {
    expect(
      await problemsOf(oneEntry('model: acme/m, api_base: "https://a.test", truncate: START'), { providers: [acme] }),
    ).toEqual(['config.yaml:1:94: model_list[0].params.truncate: Invalid option: expected one of "NONE"|"END"']);
  });

  it('is known at start: a model that would lead elsewhere', async () => {
    const [problem] = await problemsOf(oneEntry('model: nvidia_nim/nvidia/../../v1/models'));
    expect(problem).toMatch(/^config\.yaml:1:48: model_list\[0\]\.params\.model: The model must not have/);
  });

  it('is known at start: no base URL anywhere', async () => {
    expect(await problemsOf(oneEntry('model: acme/m'), { providers: [acme] })).toEqual([
      'config.yaml:1:31: model_list[0].params.api_base: missing: the provider has no base URL of its own; set api_base',
    ]);
  });

  it('is not called missing where it is there and wrong', async () => {
    expect(await problemsOf(oneEntry('model: acme/m, api_base: a.test'), { providers: [acme] })).toEqual([
      "config.yaml:1:66: model_list[0].params.api_base: expected the upstream's base URL: an absolute http or https URL, such as https://nim.example.com",
    ]);
  });

  it('is told as what it is where the provider breaks', async () => {
    const broken = defineRerankProvider({
      ...acme.definition,
      baseUrl: 'https://acme.test',
      endpoints: {
        rank: {
          capabilities: { modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unit' } },
          buildRequest: () => {
            throw new TypeError('defect');
          },
          parseResponse: () => ({ ranking: [] }),
        },
      },
    });
    expect(await problemsOf(oneEntry('model: acme/m'), { providers: [broken] })).toEqual([
      'config.yaml:1:48: model_list[0].params.model: the provider cannot build a request: TypeError: defect',
    ]);
  });

  it('is told of an option from the environment as it was given', async () => {
    const text = oneEntry('model: local/bm25, k1: os.environ/K1, b: os.environ/B');
    const problems = await problemsOf(text, { env: { K1: 'much', B: '0.5' } });
    expect(problems[0]).toMatch(/^config\.yaml:1:64: model_list\[0\]\.params\.k1: /);
  });

  it('is told once where an option is not set in the environment', async () => {
    expect(await problemsOf(oneEntry('model: local/bm25, k1: os.environ/K1'))).toEqual([
      'config.yaml:1:64: model_list[0].params.k1: the environment variable K1 is not set',
    ]);
  });
});

describe('environment variables', () => {
  it('are named where their value does not fit', async () => {
    const text = oneModel(
      'router_settings: { timeout: os.environ/T }',
      'litellm_settings: { drop_params: os.environ/D }',
    );
    expect(await problemsOf(text, { env: { T: '-5', D: 'perhaps' } })).toEqual([
      'config.yaml:4:29: router_settings.timeout: expected a number of seconds greater than 0; found text in the environment variable T',
      'config.yaml:5:34: litellm_settings.drop_params: expected true or false; found text in the environment variable D',
    ]);
  });

  it('are asked for once where they are not set, whatever the key wants', async () => {
    expect(await problemsOf(oneModel('router_settings: { timeout: os.environ/T }'))).toEqual([
      'config.yaml:4:29: router_settings.timeout: the environment variable T is not set',
    ]);
  });

  it('are not asked for by keys without effect', async () => {
    const text =
      'model_list: [{ model_name: m, litellm_params: { model: local/bm25, vertex_project: os.environ/NOT_SET } }]';
    expect((await loadYaml(text)).warnings).toHaveLength(1);
  });
});

it('any data ends in a configuration or in a ConfigError', async () => {
  const key = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'model_list',
      'model_name',
      'litellm_params',
      'params',
      'model',
      'api_base',
      'headers',
      'model_info',
    ),
    fc.constantFrom('general_settings', 'router_settings', 'fallbacks', 'master_key', 'providers', '__proto__', '<<'),
  );
  const leaf = fc.oneof(fc.constantFrom('local/bm25', 'os.environ/X', '*', '', null, true), fc.integer(), fc.string());
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
    ),
  }));
  const entry = fc.record(
    { model_name: tree, params: tree, litellm_params: tree, model_info: tree },
    { requiredKeys: [] },
  );
  const file = fc.oneof(
    tree,
    fc.record(
      {
        model_list: fc.oneof(tree, fc.array(entry, { maxLength: 3 })),
        general_settings: tree,
        router_settings: tree,
        litellm_settings: tree,
        environment_variables: tree,
      },
      { requiredKeys: ['model_list'] },
    ),
  );
  await fc.assert(
    fc.asyncProperty(file, async (data) => {
      await loadYaml(stringify(data)).catch((error: unknown) => {
        if (!(error instanceof ConfigError)) throw error;
      });
    }),
    { numRuns: 100 },
  );
});
