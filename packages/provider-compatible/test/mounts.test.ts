import { createRegistry, type EncodedRequest, type RerankProviderFactory, type Transport } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import * as exported from '../src/index.ts';
import { mounts } from '../src/mounts.ts';

const factories: readonly RerankProviderFactory[] = Object.values(exported);
const byId = new Map(factories.map((factory) => [factory.definition.id, factory]));

describe('the mounts', () => {
  it('are exported, each under the id that it has in the table', () => {
    expect([...byId.keys()].sort()).toEqual(['compatible', ...Object.keys(mounts)].sort());
  });

  it('are named as LiteLLM names them where it knows them', () => {
    expect(Object.keys(mounts)).toEqual(
      expect.arrayContaining(['infinity', 'litellm_proxy', 'openrouter', 'novita', 'xinference']),
    );
    expect(exported.litellmProxy.definition.env).toEqual({
      apiKey: 'LITELLM_PROXY_API_KEY',
      baseUrl: 'LITELLM_PROXY_API_BASE',
    });
    expect(exported.infinity.definition.env).toEqual({ apiKey: 'INFINITY_API_KEY', baseUrl: 'INFINITY_API_BASE' });
  });

  const requests: EncodedRequest[] = [];
  const transport: Transport = async (request) => {
    requests.push(request);
    return { status: 200, headers: {}, body: '{"results":[{"index":0,"relevance_score":0.5}]}' };
  };

  it('send no key to a server that needs none', async () => {
    const registry = createRegistry({ providers: [exported.infinity()], transport, env: {} });
    await registry.model('infinity/m').rerank({ query: 'q', documents: ['a'] });
    const { url, headers } = requests.at(-1)!;
    expect([url, headers['authorization']]).toEqual(['http://localhost:7997/rerank', undefined]);
  });

  it('ask for the key of a service', async () => {
    const registry = createRegistry({ providers: [exported.siliconflow()], transport, env: {} });
    const call = registry.model('siliconflow/m').rerank({ query: 'q', documents: ['a'] });
    await expect(call).rejects.toThrow('No API key for "siliconflow": pass apiKey or set SILICONFLOW_API_KEY.');
  });

  it('are where the environment says, with or without the version', async () => {
    const env = { LITELLM_PROXY_API_BASE: 'https://llm.internal/v1/', LITELLM_PROXY_API_KEY: 'sk-1' };
    const registry = createRegistry({ providers: [exported.litellmProxy()], transport, env });
    await registry.model('litellm_proxy/my-reranker').rerank({ query: 'q', documents: ['a'] });
    const { url, headers } = requests.at(-1)!;
    expect([url, headers['authorization']]).toEqual(['https://llm.internal/v1/rerank', 'Bearer sk-1']);
  });

  it('have no base URL where nobody can know it', async () => {
    for (const id of ['litellm_proxy', 'openrerank', 'gpustack']) {
      const provider = byId.get(id)!();
      const plan = createRegistry({ providers: [provider], env: {} })
        .resolve(`${id}/m`)
        .plan({ query: 'q', documents: ['a'] });
      await expect(plan).rejects.toThrow(`baseUrl is not known for "${id}"`);
    }
  });

  it('split only where each text is known to be scored by itself', () => {
    const scoring = Object.entries(mounts).map(([id, { capabilities }]) => [id, capabilities.scoring]);
    expect(Object.fromEntries(scoring)).toEqual({
      infinity: 'pointwise',
      litellm_proxy: 'listwise',
      openrerank: 'listwise',
      llama_cpp: 'pointwise',
      localai: 'listwise',
      xinference: 'listwise',
      gpustack: 'listwise',
      sglang: 'pointwise',
      openrouter: 'listwise',
      novita: 'listwise',
      siliconflow: 'pointwise',
    });
  });

  it('name the options of their pages, none of which is a field of the call, and leave room for others', async () => {
    const samples: Readonly<Record<string, object>> = {
      compatible: {
        truncate: 'END',
        truncation_direction: 'Left',
        truncate_prompt_tokens: -1,
        raw_scores: true,
        instruction: 'i',
        max_tokens_per_doc: 1,
        max_chunks_per_doc: 1,
      },
      infinity: { raw_scores: true },
      litellm_proxy: { max_tokens_per_doc: 1, max_chunks_per_doc: 1, instruction: 'i' },
      localai: { backend: 'rerankers' },
      xinference: { return_len: true, max_chunks_per_doc: 1, kwargs: '{}' },
      sglang: { instruct: 'i' },
      openrouter: { provider: { order: ['Cohere'] } },
      siliconflow: { instruction: 'i', max_chunks_per_doc: 1, overlap_tokens: 80 },
    };
    for (const factory of byId.values()) {
      const { id, openOptions } = factory.definition;
      expect(openOptions).toBe(true);
      const options = { ...samples[id], new_one: 1 };
      const { parts } = await createRegistry({ providers: [factory({ baseUrl: 'http://h' })] })
        .resolve(`${id}/m`)
        .plan({ query: 'q', documents: ['a'], options });
      expect(parts[0]!.request!.body).toMatchObject(options);
      expect(factory.definition.optionNames).toEqual(Object.keys(samples[id] ?? {}));
    }
  });

  it('leave out a cost that is none', () => {
    const { readUsage } = mounts.openrouter;
    expect(readUsage({ usage: { cost: 'much', search_units: -1, total_tokens: 3 } })).toEqual({ totalTokens: 3 });
    expect(readUsage({ usage: null })).toBeUndefined();
  });
});
