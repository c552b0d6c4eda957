import { createRegistry, type EncodedRequest, type Transport } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import { elasticsearch } from '../src/index.ts';

function cluster(env: Record<string, string>, headers?: Record<string, string>) {
  const requests: EncodedRequest[] = [];
  const transport: Transport = async (request) => {
    requests.push(request);
    return { status: 200, headers: {}, body: '{"rerank":[{"index":0,"relevance_score":-1.5}]}' };
  };
  const provider = elasticsearch({ baseUrl: 'https://es', headers });
  const model = createRegistry({ providers: [provider], transport, env }).model('elasticsearch/my-reranker');
  const body = () => JSON.parse(String(requests.at(-1)?.body)) as Readonly<Record<string, unknown>>;
  return { model, body, authorization: () => requests.at(-1)?.headers['authorization'] };
}
const request = { query: 'q', documents: ['a'] };

describe('elasticsearch', () => {
  it('signs with the scheme of API keys', async () => {
    const { model, authorization } = cluster({ ELASTICSEARCH_API_KEY: 'abc==' });
    await model.rerank(request);
    expect(authorization()).toBe('ApiKey abc==');
  });

  it('leaves basic authentication alone, and needs none for a cluster without security', async () => {
    const basic = cluster({ ELASTICSEARCH_API_KEY: 'abc==' }, { Authorization: 'Basic eDp5' });
    await basic.model.rerank(request);
    expect(basic.authorization()).toBe('Basic eDp5');
    const open = cluster({});
    await open.model.rerank(request);
    expect(open.authorization()).toBeUndefined();
  });

  it('takes no more of a service that is not known than that it ranks', () => {
    const { model } = cluster({});
    expect(model.capabilities).toEqual({
      modalities: ['text'],
      scoring: 'listwise',
      scoreScale: { kind: 'unknown' },
      cutsTopN: true,
    });
    const own = createRegistry({ providers: [elasticsearch()] }).model('elasticsearch/.rerank-v1-elasticsearch');
    expect(own.capabilities.scoring).toBe('pointwise');
  });

  it('says how a duration is written', async () => {
    const plan = cluster({}).model.plan({ ...request, options: { inference_timeout: '45 seconds' } });
    await expect(plan).rejects.toThrow('options.inference_timeout: must be a duration such as "45s" or "2m"');
  });

  it('sends no more than it is asked for, since whole services and older versions refuse the rest', async () => {
    const { model, body } = cluster({});
    await model.rerank(request);
    expect(body()).toEqual({ query: 'q', input: ['a'] });
    await model.rerank({ ...request, topN: 1 });
    expect(body()).toEqual({ query: 'q', input: ['a'], top_n: 1 });
  });

  it('says how many in one place only, where the settings of the service say it', async () => {
    const { model, body } = cluster({});
    await model.rerank({ ...request, topN: 1, options: { task_settings: { top_n: 5 } } });
    expect(body()).toEqual({ query: 'q', input: ['a'], task_settings: { top_n: 5 } });
  });

  it('leaves the name of timeout to the call', async () => {
    const plan = cluster({}).model.plan({ ...request, options: { timeout: 30 } as never });
    await expect(plan).rejects.toThrow('only inference_timeout, task_settings');
    expect(elasticsearch.definition.optionNames).not.toContain('timeout');
  });
});
