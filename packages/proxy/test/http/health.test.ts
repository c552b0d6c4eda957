import { describe, expect, it } from 'vitest';
import { checkHealth } from '../../src/http/health.ts';
import { createGroups } from '../../src/routing/targets.ts';
import { manualClock } from '../support/clock.ts';
import { buildConfig, type ConfigParts } from '../support/config.ts';
import { until } from '../support/start-proxy.ts';
import { type Reply, upstream } from '../support/upstream.ts';

function setUp(models: ConfigParts['models'], reply: (host: string) => Reply | Promise<Reply>) {
  const clock = manualClock();
  const network = upstream(reply);
  const groups = [...createGroups(buildConfig({ models }), { transport: network.transport, clock }).values()];
  return { clock, network, check: () => checkHealth(groups, clock, new AbortController().signal) };
}

const many = Object.fromEntries(
  Array.from({ length: 20 }, (_, place) => [`m${place}`, [{ id: `d${place}` }] as const]),
);

describe('checkHealth', () => {
  it('asks every deployment for real, with its own options and without retries', async () => {
    const models: ConfigParts['models'] = {
      m: [{ id: 'a', options: { truncate: 'END' }, maxRetries: 9 }, { id: 'b' }],
      n: [{ id: 'c' }],
    };
    const { check, network } = setUp(models, (host) => (host === 'b' ? { status: 503, body: '' } : {}));
    const entry = { model: 'acme/m', provider: 'acme', duration_ms: 0 };
    expect(await check()).toEqual({
      healthy_endpoints: [
        { ...entry, model_name: 'm', model_id: 'a' },
        { ...entry, model_name: 'n', model_id: 'c' },
      ],
      unhealthy_endpoints: [
        { ...entry, model_name: 'm', model_id: 'b', error: 'The upstream answered 503.', code: 'unavailable' },
      ],
      healthy_count: 2,
      unhealthy_count: 1,
    });
    expect(network.hosts()).toEqual(['a', 'b', 'c']);
    expect(JSON.parse(String(network.requests[0]?.body))).toMatchObject({ options: { truncate: 'END' } });
  });

  it('asks eight at once', async () => {
    let open = 0;
    let most = 0;
    const { check } = setUp(many, async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      return {};
    });
    expect((await check()).healthy_count).toBe(20);
    expect(most).toBe(8);
  });

  it('ends in bounded time, however many do not answer', async () => {
    const { check, clock, network } = setUp(many, () => 'silence');
    const report = check();
    for (const count of [8, 16, 20]) {
      await until(() => network.requests.length >= count);
      clock.advance(10_000);
    }
    expect(await report).toMatchObject({ healthy_count: 0, unhealthy_count: 20 });
  });

  it('calls a deployment unhealthy whose provider breaks', async () => {
    const { check } = setUp({ m: [{ id: 'a', options: { truncate: 'WRONG' } }] }, () => ({}));
    expect(await check()).toMatchObject({ unhealthy_endpoints: [{ code: 'invalid_options' }] });
  });
});
