import { describe, expect, it } from 'vitest';
import { createRegistry, defineRerankProvider, type LocalEndpoint, RerankError } from '../../src/index.ts';
import { acme, acmeCapabilities, scripted } from '../support/acme.ts';
import { manualClock } from '../support/manual-clock.ts';

describe('an in-process endpoint', () => {
  const rank: LocalEndpoint['rank'] = async ({ passages, model }, { signal }) => {
    if (model === 'stuck') return new Promise(() => {});
    if (model === 'broken') throw new TypeError('oops');
    if (model === 'busy') throw new RerankError('unavailable', 'Busy.');
    expect(signal.aborted).toBe(false);
    return { ranking: passages.map(({ text = '' }, index) => ({ index, relevanceScore: text.length })) };
  };
  const home = defineRerankProvider({
    id: 'home',
    optionsSchema: acme.definition.optionsSchema,
    optionNames: [],
    endpoints: { length: { capabilities: acmeCapabilities, rank } },
  });
  const clock = manualClock();
  const call = (model: string, settings = {}) =>
    clock.drive(
      createRegistry({ providers: [home()], clock, transport: scripted().transport })
        .resolve(model)
        .rerank({ query: 'q', documents: ['a', 'bbb', 'cc', 'dddd'] }, settings),
    );

  it('is split, merged and checked like any other', async () => {
    const { results, meta, usage } = await call('home/any');
    expect(results.map(({ index }) => index)).toEqual([3, 1, 2, 0]);
    expect(meta).toMatchObject({ provider: 'home', requests: 2, attempts: 2 });
    expect(usage).toBeUndefined();
  });

  it('has its time limit, its retries and its errors', async () => {
    await expect(call('home/stuck', { timeoutMs: 100, maxRetries: 0 })).rejects.toMatchObject({ code: 'timeout' });
    await expect(call('home/busy', { maxRetries: 0 })).rejects.toMatchObject({
      message: 'Busy.',
      details: { provider: 'home' },
    });
    await expect(call('home/broken')).rejects.toMatchObject({
      code: 'unavailable',
      retryable: false,
      cause: new TypeError('oops'),
    });
  });
});
