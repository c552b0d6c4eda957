import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { configJsonSchema } from '../../scripts/config-json-schema.ts';

const file = new URL('../../config.schema.json', import.meta.url);
const published = JSON.parse(await readFile(file, 'utf8'));

// The converter does not know a oneOf without types, so that one is looked at apart, below.
const convertible = structuredClone(published);
delete convertible.properties.model_list.items.oneOf;
const editor = z.fromJSONSchema(convertible);

interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
}

const accepts = (text: string) => editor.safeParse(parse(text, { merge: true })).success;

const withSection = (line: string) => `model_list: [{ model_name: m, params: { model: a/b } }]\n${line}`;
const withParams = (params: string) => `model_list: [{ model_name: m, litellm_params: { model: a/b, ${params} } }]`;

describe('config.schema.json', () => {
  it('is what the zod schema gives; "npm run schema" writes it anew', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
  });

  it('says of every key what it means', () => {
    const silent: string[] = [];
    const walk = (schema: Described, path: string) => {
      for (const [key, value] of Object.entries(schema.properties ?? {})) {
        if (!value.description) silent.push(`${path}.${key}`);
        walk(value, `${path}.${key}`);
      }
    };
    walk(published, '');
    walk(published.properties.model_list.items, 'model_list');
    expect(silent).toEqual([]);
  });

  it.each(['litellm-nvidia-rerank.yaml', 'litellm-nvidia-ranking.yaml'])('accepts %s', async (name) => {
    expect(accepts(await readFile(new URL(`./fixtures/${name}`, import.meta.url), 'utf8'))).toBe(true);
  });

  it.each([
    withParams('timeout: os.environ/T, num_retries: "2", weight: 0.5, truncate: END, api_key: os.environ/K'),
    withSection('general_settings: { master_key: os.environ/K, max_request_size_mb: os.environ/MB, database_url: x }'),
    withSection('litellm_settings: { drop_params: os.environ/D, fallbacks: [{ m: [n] }], set_verbose: true }'),
    withSection('litellm_settings: { drop_params: yes }'),
    withSection('router_settings: { timeout: "30", cooldown_time: 0, routing_strategy: least-busy }'),
    withSection('providers: [a, ./b.mjs]'),
    withSection('providers: { eu: a }'),
    withSection('environment_variables: { A: b }'),
  ])('accepts %s', (text) => {
    expect(accepts(text)).toBe(true);
  });

  it.each([
    'model_list: []',
    'modl_list: []',
    'model_list: [{ model_nam: m, params: { model: a/b } }]',
    'model_list: [{ model_name: m, litellm_params: {} }]',
    withParams('timeout: 0'),
    withParams('timeout: soon'),
    withParams('num_retries: 1.5'),
    withParams('api_key: ""'),
    withSection('general_settings: { masterkey: x }'),
    withSection('litellm_settings: { drop_params: maybe }'),
    withSection('router_settings: { num_retires: 3 }'),
    withSection('router_settings: { fallbacks: { a: [b] } }'),
  ])('refuses %s', (text) => {
    expect(accepts(text)).toBe(false);
  });

  it('wants one of litellm_params and params', () => {
    const { oneOf } = published.properties.model_list.items;
    expect(oneOf).toEqual([{ required: ['litellm_params'] }, { required: ['params'] }]);
  });
});
