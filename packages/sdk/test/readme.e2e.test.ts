import { readFileSync } from 'node:fs';
import { type NimEmulator, startNimEmulator } from '@openrerank/nim-emulator';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RerankResult } from '../src/index.ts';
import * as sdk from '../src/index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const usages = new Map(
  [...readme.matchAll(/```ts\n\/\/ usage: (.*)\n([\s\S]*?)```/g)].map(([, name = '', code = '']) => [name, code]),
);

const modules = { '@openrerank/sdk': sdk, '@openrerank/provider-nvidia-nim': { nvidiaNim } };

/** Runs a usage as it stands, with the host of the README replaced by the emulator's and its imports looked up here. */
async function run(name: string, host: string): Promise<readonly RerankResult[]> {
  const code = (usages.get(name) as string)
    .replaceAll('https://your-custom-endpoint.com', host)
    .replaceAll(/^import (\{.+\}) from ('.+');$/gm, 'const $1 = modules[$2];');
  const quiet = { log: () => {} };
  const body = `return (async () => { ${code}\nawait reranker.close(); return results; })();`;
  return new Function('modules', 'console', body)(modules, quiet);
}

const vl = 'nvidia/llama-nemotron-rerank-vl-1b-v2';
const hostedPath = `/v1/retrieval/${vl}/reranking`;
let hosted: NimEmulator;
let container: NimEmulator;
beforeAll(async () => {
  hosted = await startNimEmulator({ profile: 'hosted', apiKeys: ['nvapi-...'] });
  container = await startNimEmulator({ profile: 'nim-2.3', models: [vl, 'nvidia/llama-3.2-nv-rerankqa-1b-v2'] });
});
afterAll(() => Promise.all([hosted.close(), container.close()]));

describe('a usage of the README', () => {
  beforeEach(() => {
    vi.stubEnv('NVIDIA_NIM_API_KEY', undefined);
    vi.stubEnv('NVIDIA_NIM_API_BASE', undefined);
    hosted.reset();
    container.reset();
  });
  afterEach(() => void vi.unstubAllEnvs());

  const last = ({ requests }: NimEmulator) => {
    expect(requests).toHaveLength(1);
    const { path, headers, body } = requests[0]!;
    return { path, key: headers['authorization'], body };
  };

  it('takes the key from the environment', async () => {
    vi.stubEnv('NVIDIA_NIM_API_KEY', 'nvapi-...');
    vi.stubEnv('NVIDIA_NIM_API_BASE', hosted.url);
    const results = await run('key from the environment', hosted.url);
    expect(results[0]?.index).toBe(0);
    expect(last(hosted)).toMatchObject({ path: hostedPath, key: 'Bearer nvapi-...' });
  });

  it('takes the key in the call', async () => {
    vi.stubEnv('NVIDIA_NIM_API_BASE', hosted.url);
    await run('key in the call', hosted.url);
    expect(last(hosted)).toMatchObject({ path: hostedPath, key: 'Bearer nvapi-...' });
  });

  it('takes the base URL from the environment', async () => {
    vi.stubEnv('NVIDIA_NIM_API_BASE', container.url);
    expect(await run('base URL from the environment', container.url)).toHaveLength(1);
    expect(last(container)).toMatchObject({ path: '/v1/ranking', key: undefined });
  });

  it('takes the base URL in the call, and takes no configured key there', async () => {
    vi.stubEnv('NVIDIA_NIM_API_KEY', 'nvapi-configured');
    await run('base URL in the call', container.url);
    expect(last(container)).toMatchObject({ path: '/v1/ranking', key: undefined });
  });

  it('takes a full URL as it is', async () => {
    await run('full URL', hosted.url);
    expect(last(hosted)).toMatchObject({ path: hostedPath, key: 'Bearer nvapi-...' });
  });

  it('asks the ranking endpoint with the ranking prefix', async () => {
    expect(await run('ranking prefix', container.url)).toHaveLength(3);
    expect(last(container)).toMatchObject({
      path: '/v1/ranking',
      body: { model: 'nvidia/llama-3.2-nv-rerankqa-1b-v2', passages: [{}, {}, {}] },
    });
  });

  it('passes truncate on, and cuts to topN itself', async () => {
    vi.stubEnv('NVIDIA_NIM_API_KEY', 'nvapi-...');
    vi.stubEnv('NVIDIA_NIM_API_BASE', hosted.url);
    expect(await run('truncate', hosted.url)).toHaveLength(2);
    const { body } = last(hosted);
    expect(Object.keys(body as object).sort()).toEqual(['model', 'passages', 'query', 'truncate']);
    expect(body).toMatchObject({ truncate: 'END' });
  });

  it('ranks own documents and gives them back', async () => {
    vi.stubEnv('NVIDIA_NIM_API_KEY', 'nvapi-...');
    vi.stubEnv('NVIDIA_NIM_API_BASE', hosted.url);
    const [best] = await run('own documents', hosted.url);
    expect(best?.document).toEqual({ sku: 7, title: 'Rain jacket', description: 'Keeps you dry.' });
  });

  it('is tested here, each of them', () => {
    expect([...usages.keys()]).toEqual([
      'key from the environment',
      'key in the call',
      'base URL from the environment',
      'base URL in the call',
      'full URL',
      'ranking prefix',
      'truncate',
      'own documents',
    ]);
  });
});
