import { defineRerankProvider } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import { createGroups } from '../../src/routing/targets.ts';
import { acme } from '../support/acme.ts';
import { buildConfig } from '../support/config.ts';
import { upstream } from '../support/upstream.ts';

const request = { query: 'q', documents: ['a'] };

describe('createGroups', () => {
  it('keeps the order of the models and knows the options of each', () => {
    const { transport } = upstream(() => ({}));
    const config = buildConfig({ models: { b: [{ id: '1' }, { id: '2', model: 'other/m' }], a: [{ id: '3' }] } });
    const groups = createGroups(config, { transport });
    expect([...groups.keys()]).toEqual(['b', 'a']);
    expect([...(groups.get('b')?.optionNames ?? [])]).toEqual(['truncate', 'mode', 'depth']);
    expect([...(groups.get('a')?.optionNames ?? [])]).toEqual(['truncate', 'mode']);
    expect(groups.get('b')?.targets.map(({ provider }) => provider)).toEqual(['acme', 'other']);
  });

  it('calls a deployment at its own address with its own key and headers', async () => {
    const { transport, requests } = upstream(() => ({}));
    const config = buildConfig({
      models: {
        m: [
          { id: 'a', apiKey: 'k-1', headers: { 'x-team': 't' } },
          { id: 'b', baseUrl: 'http://else.test/x' },
        ],
      },
    });
    const [a, b] = createGroups(config, { transport, env: { ACME_KEY: 'k-env' } }).get('m')?.targets ?? [];
    await a?.rerank(request);
    await b?.rerank(request);
    expect(requests.map(({ url, headers }) => [url, headers['authorization'], headers['x-team']])).toEqual([
      ['http://a.test/rank', 'Bearer k-1', 't'],
      ['http://else.test/x/rank', 'Bearer k-env', undefined],
    ]);
  });

  it('mounts a provider under the prefix that the configuration gives it', () => {
    const { transport } = upstream(() => ({}));
    const config = buildConfig({ models: { m: [{ id: 'a', model: 'mine/m' }] } });
    const providers = new Map([
      ['mine', config.providers.get('acme') as NonNullable<ReturnType<typeof config.providers.get>>],
    ]);
    const [target] = createGroups({ ...config, providers }, { transport }).get('m')?.targets ?? [];
    expect(target?.provider).toBe('mine');
  });

  it('leaves to the operator the options that say where a call goes', () => {
    const { transport } = upstream(() => ({}));
    const config = buildConfig({ models: { m: [{ id: 'a', model: 'regional/m' }] } });
    const regional = defineRerankProvider({ ...acme.definition, id: 'regional', operatorOptions: ['mode'] });
    const groups = createGroups({ ...config, providers: new Map([['regional', regional]]) }, { transport });
    expect([...(groups.get('m')?.optionNames ?? [])]).toEqual(['truncate']);
    expect(groups.get('m')?.optionNames.isOpen).toBe(false);
  });

  it.each(['nobody/m', 'm', ''])('refuses the model string "%s"', (model) => {
    const { transport } = upstream(() => ({}));
    const config = buildConfig({ models: { m: [{ id: 'a', model }] } });
    expect(() => createGroups(config, { transport })).toThrow(expect.objectContaining({ name: 'RerankError' }));
  });

  it('cuts an answer off that is longer than the configuration allows', async () => {
    const { transport } = upstream(() => ({}));
    const limits: number[] = [];
    const config = buildConfig({ models: { m: [{ id: 'a' }] }, maxResponseBytes: 77 });
    const groups = createGroups(config, {
      transport: (encoded, init) => {
        limits.push(init.maxResponseBytes);
        return transport(encoded, init);
      },
    });
    await groups.get('m')?.targets[0].rerank(request);
    expect(limits).toEqual([77]);
  });
});
