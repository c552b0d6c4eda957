import { defineRerankProvider, RerankError } from '@openrerank/core';
import { local } from '@openrerank/provider-local';
import { describe, expect, it } from 'vitest';
import { createProxy, defaultConfig } from '../../src/index.ts';
import { buildConfig } from '../support/config.ts';
import { body, clientOf, startProxy, until } from '../support/start-proxy.ts';

const broken = defineRerankProvider({
  id: 'broken',
  optionsSchema: {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: () => {
        throw new TypeError('Cannot read "a secret".');
      },
    },
  },
  optionNames: [],
  endpoints: local.definition.endpoints,
});

describe('createProxy', () => {
  it('serves with nothing but a configuration', async () => {
    const proxy = await createProxy({ config: defaultConfig(), logLevel: 'silent' });
    const { request, post } = clientOf(await proxy.listen({ host: '127.0.0.1', port: 0 }));
    const { json } = await request('/v1/models');
    const { status } = await post({ ...body, model: json.data[0].id });
    expect(status).toBe(200);
    await proxy.close();
  });

  it('refuses a model string that leads nowhere', async () => {
    const config = buildConfig({ models: { m: [{ id: 'a', model: 'nobody/m' }] } });
    await expect(createProxy({ config, logLevel: 'silent' })).rejects.toBeInstanceOf(RerankError);
  });

  it('logs what the configuration says in vain', async () => {
    const { logs } = await startProxy({ warnings: ['config.yaml:3:1: rpm has no effect.'] });
    expect(logs.entries()[0]).toMatchObject({ level: 'warn', warning: 'config.yaml:3:1: rpm has no effect.' });
  });

  it('logs which deployment is left alone, why and for how long', async () => {
    const { post, logs } = await startProxy({
      reply: () => ({ status: 429, body: '', headers: { 'retry-after': '9' } }),
    });
    await post();
    expect(logs.entries().find(({ msg }) => msg === 'deployment paused')).toMatchObject({
      level: 'warn',
      deployment: 'a',
      reason: 'rate_limited',
      code: 'rate_limited',
      forMs: 9_000,
    });
  });
});

describe('an error that nobody foresees', () => {
  it('is a plain 500 for the client and a place in the code for the operator', async () => {
    const { post, request, logs } = await startProxy({
      models: { m: [{ id: 'a', model: 'broken/bm25' }] },
      providers: new Map([['broken', broken]]),
    });
    const { status, text, headers } = await post();
    expect(status).toBe(500);
    expect(text).not.toContain('secret');
    await until(() => logs.entries().some(({ msg }) => msg === 'request'));
    expect(logs.entries().find(({ msg }) => msg === 'unexpected error')).toMatchObject({
      level: 'error',
      error: 'TypeError',
      requestId: headers.get('x-request-id'),
      stack: expect.arrayContaining([expect.stringContaining('proxy.e2e.test')]),
    });
    expect(logs.lines.join('')).not.toContain('secret');
    expect((await request('/health')).json).toMatchObject({ unhealthy_endpoints: [{ code: 'internal_error' }] });
  });
});
