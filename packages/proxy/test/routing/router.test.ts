import { defineRerankProvider, type RerankError, type RerankProviderFactory } from '@openrerank/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoutedRequest } from '../../src/routing/attempt.ts';
import { createRouter, type Outcome } from '../../src/routing/router.ts';
import { createGroups } from '../../src/routing/targets.ts';
import { acme } from '../support/acme.ts';
import { manualClock } from '../support/clock.ts';
import { buildConfig, type ConfigParts } from '../support/config.ts';
import { type Reply, upstream } from '../support/upstream.ts';

const down: Reply = { status: 503, body: '' };
const limited = (seconds: number): Reply => ({ status: 429, body: '', headers: { 'retry-after': String(seconds) } });

function setUp(parts: ConfigParts, reply: (host: string) => Reply = () => ({})) {
  const clock = manualClock();
  const network = upstream(reply);
  const config = buildConfig(parts);
  const groups = createGroups(config, { transport: network.transport, clock, env: {} });
  const pauses: (readonly [string, string])[] = [];
  const router = createRouter({
    groups,
    routing: config.routing,
    clock,
    onPause: (deployment, { reason }) => pauses.push([deployment, reason]),
  });
  const rerank = (request: Partial<RoutedRequest> = {}, signal = new AbortController().signal) =>
    router.rerank({ model: 'main', query: 'q', documents: ['a', 'b'], options: {}, ...request }, signal);
  return { clock, network, router, rerank, pauses };
}

const errorOf = ({ result }: Outcome) => ('error' in result ? (result.error as RerankError) : undefined);
const warningsOf = ({ result }: Outcome) => ('warnings' in result ? result.warnings : undefined);
const servedBy = ({ result, last }: Outcome) => ('response' in result ? last?.target.deployment.id : undefined);

describe('a group', () => {
  const trio: ConfigParts['models'] = { main: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] };

  it('tries the next deployment where one fails, and says how many it took', async () => {
    const { rerank, network } = setUp({ models: trio }, (host) => (host === 'c' ? {} : down));
    const outcome = await rerank();
    expect(network.hosts()).toEqual(['a', 'b', 'c']);
    expect(servedBy(outcome)).toBe('c');
    expect(outcome).toMatchObject({ tried: 3, attempts: 3 });
    expect(warningsOf(outcome)).toEqual([]);
  });

  it('does not try another deployment where the request is at fault', async () => {
    const { rerank, network, pauses } = setUp({ models: trio }, () => ({
      status: 422,
      body: '{"message":"Too odd."}',
    }));
    expect(errorOf(await rerank())).toMatchObject({ code: 'rejected' });
    expect(network.hosts()).toEqual(['a']);
    expect(pauses).toEqual([]);
  });

  it('gives one error for all where none can answer', async () => {
    const { rerank } = setUp({ models: trio }, (host) => (host === 'b' ? new TypeError('no route') : down));
    const outcome = await rerank();
    expect(errorOf(outcome)).toMatchObject({
      code: 'unavailable',
      message: 'The upstream answered 503. All 3 deployments tried failed: unavailable, network, unavailable.',
    });
    expect(outcome).toMatchObject({ tried: 3, attempts: 3 });
  });

  it('lets a deployment that failed too often alone, then tries it again', async () => {
    const { rerank, network, clock, pauses } = setUp({ models: trio }, (host) => (host === 'a' ? down : {}));
    await rerank();
    await rerank();
    expect(pauses).toEqual([['a', 'failures']]);
    await rerank();
    expect(network.hosts()).toEqual(['a', 'b', 'a', 'b', 'b']);
    clock.advance(5_000);
    await rerank();
    expect(network.hosts().slice(5)).toEqual(['a', 'b']);
  });

  it('lets a rate-limited deployment alone for as long as it asks', async () => {
    const { rerank, network, clock, pauses } = setUp({ models: trio }, (host) => (host === 'a' ? limited(30) : {}));
    await rerank();
    expect(pauses).toEqual([['a', 'rate_limited']]);
    clock.advance(29_999);
    await rerank();
    clock.advance(1);
    await rerank();
    expect(network.hosts()).toEqual(['a', 'b', 'b', 'a', 'b']);
  });

  it('answers 429 without a call while all wait out a rate limit', async () => {
    const { rerank, network, clock } = setUp({ models: trio }, (host) => limited(host === 'b' ? 10 : 30));
    expect(errorOf(await rerank())?.details.retryAfterMs).toBe(10_000);
    clock.advance(4_500);
    const outcome = await rerank();
    expect(network.hosts()).toHaveLength(3);
    expect(outcome).toMatchObject({ last: undefined, tried: 0, attempts: 0 });
    expect(errorOf(outcome)).toMatchObject({
      code: 'rate_limited',
      message: 'Every deployment of this model is waiting out a rate limit. Try again in 6 s.',
      details: { retryAfterMs: 5_500 },
    });
  });

  it('says when to come back even where the upstream did not', async () => {
    const { rerank } = setUp({ models: { main: [{ id: 'a' }] } }, () => ({ status: 429, body: '' }));
    expect(errorOf(await rerank())?.details.retryAfterMs).toBe(5_000);
  });

  it('uses the deployment that is back first where all have failed too often', async () => {
    let isUp = false;
    const { rerank, clock, network } = setUp({ models: trio, routing: { allowedFails: 0 } }, () => (isUp ? {} : down));
    await rerank();
    clock.advance(10);
    isUp = true;
    expect(servedBy(await rerank())).toBe('a');
    expect(network.hosts()).toEqual(['a', 'b', 'c', 'a']);
  });

  it('of one deployment keeps being asked', async () => {
    const { rerank, network, pauses } = setUp(
      { models: { main: [{ id: 'a' }] }, routing: { allowedFails: 0 } },
      () => down,
    );
    for (let count = 0; count < 5; count++) await rerank();
    expect(network.hosts()).toHaveLength(5);
    expect(pauses).toEqual([]);
  });

  it('retries on a sibling first, and on the last deployment as often as that one says', async () => {
    const models: ConfigParts['models'] = {
      main: [
        { id: 'a', maxRetries: 5 },
        { id: 'b', maxRetries: 2 },
      ],
    };
    const { rerank, network, clock } = setUp({ models }, () => ({
      ...(down as object),
      headers: { 'retry-after': '0' },
    }));
    const call = rerank();
    for (let step = 0; step < 40; step++) {
      await Promise.resolve();
      clock.advance(1);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await call).toMatchObject({ tried: 2, attempts: 4 });
    expect(network.hosts()).toEqual(['a', 'b', 'b', 'b']);
  });

  it('names a model that nobody serves, and the nearest', () => {
    const { router } = setUp({ models: { 'nvidia-rerank': [{ id: 'a' }] } });
    const thrown = (model: string) => {
      try {
        return router.group(model).name;
      } catch (error) {
        return (error as RerankError).message;
      }
    };
    expect(thrown('nvidia-rerank')).toBe('nvidia-rerank');
    expect(thrown('nvidia_rerank')).toBe(
      'model "nvidia_rerank" is not served here. Did you mean "nvidia-rerank"? GET /v1/models lists all.',
    );
    expect(thrown('gpt')).toBe('model "gpt" is not served here. GET /v1/models lists all.');
  });
});

/** Refuses every input before it is asked. */
const textOnly = defineRerankProvider({
  ...acme.definition,
  id: 'local',
  env: {},
  endpoints: {
    bm25: {
      capabilities: { modalities: ['text'], scoring: 'listwise', scoreScale: { kind: 'unknown' }, maxDocuments: 1 },
      rank: async () => ({ ranking: [] }),
    },
  },
});

describe('fallbacks', () => {
  const models: ConfigParts['models'] = {
    main: [{ id: 'a' }, { id: 'b' }],
    spare: [{ id: 's', model: 'other/m', options: { mode: 'slow' } }],
    last: [{ id: 'z' }],
  };
  const routing = { fallbacks: new Map([['main', ['spare', 'missing', 'last']]]) };

  it('are tried in order when the whole group has failed, and named in a warning', async () => {
    const { rerank, network } = setUp({ models, routing }, (host) => (host === 'z' ? {} : down));
    const outcome = await rerank();
    expect(network.hosts()).toEqual(['a', 'b', 's', 'z']);
    expect(outcome.last?.group.name).toBe('last');
    expect(warningsOf(outcome)).toEqual(['"main" could not answer; its fallback "last" did.']);
  });

  it('do not get options that their provider does not know', async () => {
    const { rerank, network } = setUp({ models, routing }, (host) => (host === 's' ? {} : down));
    const outcome = await rerank({ options: { truncate: 'END', mode: 'fast' } });
    const bodies = network.requests.map(({ body }) => (JSON.parse(String(body)) as { options: unknown }).options);
    expect(bodies).toEqual([{ truncate: 'END', mode: 'fast' }, { truncate: 'END', mode: 'fast' }, { mode: 'fast' }]);
    expect(warningsOf(outcome)).toEqual([
      '"main" could not answer; its fallback "spare" did.',
      'truncate was ignored: the deployment that answered (other) has no such option.',
    ]);
  });

  it('answer where the group asks to be waited for, and not after the wait', async () => {
    const patient: ConfigParts['models'] = { main: [{ id: 'a', maxRetries: 2 }], spare: [{ id: 's' }] };
    const reply = (host: string) => (host === 's' ? {} : limited(30));
    const { rerank, network } = setUp(
      { models: patient, routing: { fallbacks: new Map([['main', ['spare']]]) } },
      reply,
    );
    expect(servedBy(await rerank())).toBe('s');
    expect(network.hosts()).toEqual(['a', 's']);
  });

  it('have time left where the deployment before them hangs', async () => {
    const hanging: ConfigParts['models'] = { main: [{ id: 'a' }], spare: [{ id: 's' }] };
    const settings = { totalTimeoutMs: 3_000, fallbacks: new Map([['main', ['spare']]]) };
    const { rerank, network, clock } = setUp({ models: hanging, routing: settings }, (host) =>
      host === 's' ? {} : 'silence',
    );
    const call = rerank();
    await settled(network, 1);
    clock.advance(1_500);
    expect(servedBy(await call)).toBe('s');
  });

  it('are asked sooner once a deployment that serves its name alone has failed too often', async () => {
    const single: ConfigParts['models'] = { main: [{ id: 'a' }], spare: [{ id: 's' }] };
    const settings = { allowedFails: 0, fallbacks: new Map([['main', ['spare']]]) };
    const { rerank, network } = setUp({ models: single, routing: settings }, (host) => (host === 's' ? {} : down));
    await rerank();
    await rerank();
    expect(network.hosts()).toEqual(['a', 's', 's']);
  });

  it('that cannot take the input do not replace the error of the model that was asked', async () => {
    const single: ConfigParts['models'] = { main: [{ id: 'a' }], spare: [{ id: 's', model: 'local/bm25' }] };
    const providers = new Map<string, RerankProviderFactory>([
      ['acme', acme],
      ['local', textOnly],
    ]);
    const settings = { fallbacks: new Map([['main', ['spare']]]) };
    const { rerank } = setUp({ models: single, routing: settings, providers }, () => down);
    const outcome = await rerank({ documents: ['a', 'b'] });
    expect(errorOf(outcome)).toMatchObject({ code: 'unavailable' });
  });

  it('serve at once while the whole group is paused', async () => {
    const { rerank, network } = setUp({ models, routing }, (host) => (host === 's' ? {} : limited(60)));
    await rerank();
    await rerank();
    expect(network.hosts()).toEqual(['a', 'b', 's', 's']);
  });
});

describe('the deadline', () => {
  it('ends a call that no deployment answers, with one error', async () => {
    const models: ConfigParts['models'] = { main: [{ id: 'a', timeoutMs: 100 }, { id: 'b' }, { id: 'c' }] };
    const { rerank, network, clock } = setUp({ models, routing: { totalTimeoutMs: 1_000 } }, () => 'silence');
    const call = rerank();
    await settled(network, 1);
    clock.advance(100);
    await settled(network, 2);
    clock.advance(900);
    const outcome = await call;
    expect(network.hosts()).toEqual(['a', 'b']);
    expect(errorOf(outcome)).toMatchObject({ code: 'timeout' });
    expect(errorOf(outcome)?.message).toContain('All 2 deployments tried failed: timeout, timeout.');
    expect(outcome.upstreamMs).toBe(1_000);
  });
});

describe('a client that goes away', () => {
  it('ends the call, and its deployment is not to blame', async () => {
    const { rerank, network, pauses } = setUp(
      { models: { main: [{ id: 'a' }, { id: 'b' }] }, routing: { allowedFails: 0 } },
      () => 'silence',
    );
    const controller = new AbortController();
    const call = rerank({}, controller.signal);
    await settled(network, 1);
    controller.abort('gone');
    expect((await call).result).toEqual({ error: 'gone' });
    expect(network.hosts()).toEqual(['a']);
    expect(pauses).toEqual([]);
  });
});

it('never asks a deployment twice in a call, whatever fails', async () => {
  const replies = fc.record({ a: fc.boolean(), b: fc.boolean(), c: fc.boolean(), s: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(replies, { minLength: 1, maxLength: 6 }), async (calls) => {
      let current = calls[0] as (typeof calls)[number];
      const models: ConfigParts['models'] = { main: [{ id: 'a' }, { id: 'b' }, { id: 'c' }], spare: [{ id: 's' }] };
      const { rerank, network } = setUp({ models, routing: { fallbacks: new Map([['main', ['spare']]]) } }, (host) =>
        current[host as keyof typeof current] ? {} : down,
      );
      for (const call of calls) {
        current = call;
        const before = network.hosts().length;
        const outcome = await rerank();
        const asked = network.hosts().slice(before);
        expect(new Set(asked).size).toBe(asked.length);
        expect(asked.length).toBeGreaterThan(0);
        expect(servedBy(outcome) === undefined).toBe(!asked.some((host) => call[host as keyof typeof call]));
      }
    }),
  );
});

/** Until the network has got this many requests: no time passes meanwhile. */
async function settled(network: { readonly requests: readonly unknown[] }, count: number): Promise<void> {
  while (network.requests.length < count) await new Promise((resolve) => setImmediate(resolve));
}
