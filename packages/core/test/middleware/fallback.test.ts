import { describe, expect, it } from 'vitest';
import { createRegistry, fallback, RerankError, type RerankEvent } from '../../src/index.ts';
import { acme, json, never, ranked, scripted } from '../support/acme.ts';

const ask = { query: 'q', documents: ['a', 'bb'], options: { priority: 1 } };
const registryWith = (targets: Parameters<typeof fallback>[0], handlers: Parameters<typeof scripted>, options = {}) => {
  const { transport, sent } = scripted(...handlers);
  const registry = createRegistry({
    providers: [acme({ apiKey: 'first' }), acme({ id: 'spare', apiKey: 'second', baseUrl: 'https://spare.test' })],
    transport,
    defaults: { maxRetries: 0 },
    middleware: [fallback(targets, options)],
  });
  return { registry, sent };
};
const status = (code: number) => () => json({}, code);

describe('fallback', () => {
  it('does nothing while the model answers', async () => {
    const { registry, sent } = registryWith(['spare/m'], [ranked]);
    expect((await registry.model('acme/m').rerank(ask)).warnings).toEqual([]);
    expect(sent).toHaveLength(1);
  });

  it('tries the next models in order and says which one answered', async () => {
    const { registry, sent } = registryWith(['acme/other', 'spare/m'], [status(503), status(401), ranked]);
    const { warnings, meta } = await registry.model('acme/m').rerank(ask);
    expect(warnings).toEqual([
      { code: 'fallback_used', message: '"acme/m" failed (unavailable); "spare/m" answered.' },
    ]);
    expect(meta).toMatchObject({ provider: 'spare', model: 'm' });
    expect(sent.map(({ url, headers }) => [url, headers['authorization']])).toEqual([
      ['https://api.acme.test/rerank', 'Bearer first'],
      ['https://api.acme.test/rerank', 'Bearer first'],
      ['https://spare.test/rerank', 'Bearer second'],
    ]);
  });

  it('keeps options, key, base URL and headers of the call to its own provider', async () => {
    const { registry, sent } = registryWith(['acme/other', 'spare/m'], [status(503), status(503), ranked]);
    await registry
      .model('acme/m')
      .rerank(ask, { apiKey: 'mine', baseUrl: 'https://own.test', headers: { 'x-own': '1' } });
    expect(
      sent.map(({ url, headers, body }) => [
        url,
        headers['authorization'],
        headers['x-own'],
        JSON.parse(body).priority,
      ]),
    ).toEqual([
      ['https://own.test/rerank', 'Bearer mine', '1', 1],
      ['https://own.test/rerank', 'Bearer mine', '1', 1],
      ['https://spare.test/rerank', 'Bearer second', undefined, undefined],
    ]);
  });

  it('uses what the target itself brings', async () => {
    const target = {
      model: 'spare/m',
      options: { priority: 9 },
      apiKey: 'third',
      baseUrl: 'https://third.test',
      headers: { 'x-own': '2' },
    };
    const { registry, sent } = registryWith([target], [status(503), ranked]);
    await registry.model('acme/m').rerank(ask);
    expect(sent[1]).toMatchObject({
      url: 'https://third.test/rerank',
      headers: { authorization: 'Bearer third', 'x-own': '2' },
    });
    expect(JSON.parse(sent[1]!.body)).toMatchObject({ priority: 9 });
  });

  it('throws the first error when all fail', async () => {
    const { registry, sent } = registryWith(['spare/m'], [status(503), status(401)]);
    await expect(registry.model('acme/m').rerank(ask)).rejects.toMatchObject({ code: 'unavailable' });
    expect(sent).toHaveLength(2);
  });

  it('does not try others where the input is at fault', async () => {
    const { registry, sent } = registryWith(['spare/m'], [status(422)]);
    await expect(registry.model('acme/m').rerank(ask)).rejects.toMatchObject({ code: 'rejected' });
    expect(sent).toHaveLength(1);
  });

  it('goes on where a fallback cannot take the input, which is not the last word', async () => {
    const { registry, sent } = registryWith(['spare/m', 'acme/other'], [status(503), status(422), ranked]);
    expect((await registry.model('acme/m').rerank(ask)).meta.model).toBe('other');
    expect(sent).toHaveLength(3);
  });

  it('takes a code that it does not know at its word', async () => {
    const newer = (retryable: boolean) =>
      Object.assign(new RerankError('timeout', 'x', { retryable }), { code: 'overheated' });
    for (const retryable of [true, false]) {
      const { registry, sent } = registryWith(['spare/m'], [() => Promise.reject(newer(retryable)), ranked]);
      await registry
        .model('acme/m')
        .rerank(ask)
        .catch(() => {});
      expect(sent).toHaveLength(retryable ? 2 : 1);
    }
  });

  it.each([
    [{ apiKey: 'operator' }, ['https://api.acme.test/rerank', 'Bearer operator', undefined]],
    [{ baseUrl: 'https://operator.test' }, ['https://operator.test/rerank', undefined, undefined]],
    [{ headers: { 'x-own': '2' } }, ['https://api.acme.test/rerank', 'Bearer first', '2']],
  ])('never mixes what %j brings with what the call brought', async (own, expected) => {
    const { registry, sent } = registryWith([{ model: 'acme/other', ...own }], [status(503), ranked]);
    const call = { apiKey: 'tenant', baseUrl: 'https://tenant.test', headers: { 'x-own': '1' } };
    await registry
      .model('acme/m')
      .rerank(ask, call)
      .catch(() => {});
    const [, second] = sent;
    const seen = second && [second.url, second.headers['authorization'], second.headers['x-own']];
    // Without a key for its own base URL the target is not even asked.
    expect(seen ?? ['https://operator.test/rerank', undefined, undefined]).toEqual(expected);
  });

  it('follows the program in when to try others', async () => {
    const when = ({ details }: RerankError) => details.status === 422;
    const { registry } = registryWith(['spare/m'], [status(422), ranked], { when });
    expect((await registry.model('acme/m').rerank(ask)).meta.provider).toBe('spare');
  });

  it('leaves an abort alone', async () => {
    const controller = new AbortController();
    const { registry, sent } = registryWith(['spare/m'], [never]);
    const call = registry
      .model('acme/m')
      .rerank(ask, { signal: controller.signal, onEvent: () => setImmediate(() => controller.abort('left')) });
    await expect(call).rejects.toBe('left');
    expect(sent).toHaveLength(1);
  });

  it('ends with the caller while it asks another model', async () => {
    const controller = new AbortController();
    const { registry } = registryWith(['spare/m', 'acme/other'], [status(503), never]);
    const onEvent = (event: RerankEvent) => {
      if (event.type === 'attempt' && event.provider === 'spare') setImmediate(() => controller.abort('left'));
    };
    await expect(registry.model('acme/m').rerank(ask, { signal: controller.signal, onEvent })).rejects.toBe('left');
  });

  it('does not hide a fallback that cannot exist', async () => {
    const { registry } = registryWith(['gone/m'], [status(503)]);
    await expect(registry.model('acme/m').rerank(ask)).rejects.toMatchObject({ code: 'unknown_provider' });
    const nameless = registryWith(['spare'], [status(503)]);
    await expect(nameless.registry.model('acme/m').rerank(ask)).rejects.toMatchObject({ code: 'invalid_model' });
  });
});
