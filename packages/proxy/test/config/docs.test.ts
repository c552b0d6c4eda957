import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { litellmKeys } from '../../src/config/litellm-keys.ts';
import {
  configSchema,
  entrySchema,
  generalSchema,
  litellmSchema,
  modelInfoSchema,
  paramsSchema,
  routerSchema,
} from '../../src/config/schema.ts';
import { usedKeys } from '../../src/config/sections.ts';
import { loadYaml, problemsOf } from './load-yaml.ts';
import { packageFiles, providerSource } from './providers/packages.ts';

const doc = await readFile(new URL('../../../../docs/configuration.md', import.meta.url), 'utf8');

/** What stands between a heading and the next one. */
function section(heading: string): string {
  const [, rest] = doc.split(`\n${heading}\n`);
  if (rest === undefined) throw new Error(`docs/configuration.md has no heading "${heading}".`);
  return rest.split(/\n#+ /, 1)[0] ?? '';
}

const rows = (text: string) =>
  [...text.matchAll(/^\| `([^`]+)` \| (.+?) \|/gm)].map(([, key, meaning]) => ({ key, meaning }));

const names = (text: string) => [...text.matchAll(/`(\w+)`/g)].map(([, name]) => name);

describe('docs/configuration.md', () => {
  it.each([
    ['### Top level', configSchema],
    ['### `model_list[]`', entrySchema],
    ['### `litellm_params` and `params`', paramsSchema],
    ['### `model_info`', modelInfoSchema],
    ['### `general_settings`', generalSchema],
    ['### `litellm_settings`', litellmSchema],
    ['### `router_settings`', routerSchema],
  ])('has every key of the schema under "%s", and no other', (heading, schema: z.ZodObject) => {
    expect(rows(section(heading)).map(({ key }) => key)).toEqual(usedKeys(schema));
  });

  it('names every key of LiteLLM’s that has no effect, and no other', () => {
    const lists = section("## Keys of LiteLLM's without effect")
      .split(/\n\n/)
      .filter((part) => part.startsWith('`') && !part.endsWith(':'));
    const inOrder = Object.values(litellmKeys).map((keys) => [...keys].sort());
    expect(lists.map(names)).toEqual(inOrder);
  });

  it('has examples that load', async () => {
    const examples = [...doc.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml]) => yaml ?? '');
    expect(examples.length).toBeGreaterThanOrEqual(2);
    const files = packageFiles('@openrerank/provider-nvidia-nim', providerSource('nvidia_nim'));
    const env = { NVIDIA_NIM_API_KEY: 'nvapi-test', OPENRERANK_MASTER_KEY: 'sk-12345678' };
    for (const yaml of examples) {
      const { warnings } = await loadYaml(yaml, { env, files });
      expect(warnings).toEqual([]);
    }
  });

  it('shows an error as it is', async () => {
    const text = `model_list:
  - model_name: m
    litellm_params:
      model: nvidia_nim/nvidia/llama-nemotron-rerank-1b-v2
      api_key: os.environ/NVIDIA_NIM_API_KEY
      timeout: soon
      api_bse: https://nim.example.com
      truncate: START
`;
    const problems = await problemsOf(text);
    const shown = section('## Errors').split('```')[1]?.trim().split('\n');
    expect(shown).toEqual([`The configuration has ${problems.length} problems:`, ...problems]);
  });
});
