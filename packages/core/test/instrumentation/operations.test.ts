import { describe, expect, it } from 'vitest';
import { defineRerankProvider, fallback, type HttpEndpoint } from '../../src/index.ts';
import { acme, copying, json, never, rankByLength, ranked, type scripted } from '../support/acme.ts';
import { ask, failed, setUpWith } from '../support/calls.ts';
import { encodedOf } from '../support/encoded-texts.ts';
import { manualClock } from '../support/manual-clock.ts';
import { countedRandom, recorder } from '../support/recorder.ts';

const base = { provider: 'acme', endpoint: 'rerank', model: 'm' };
const id = expect.stringMatching(/^[\da-f]{16}$/);

function observed(options: Parameters<typeof setUpWith>[0], ...handlers: Parameters<typeof scripted>) {
  const seen = recorder();
  const clock = manualClock({ random: countedRandom() });
  return { ...seen, ...setUpWith({ clock, instrumentation: seen.instrumentation, ...options }, ...handlers) };
}

describe('the operations of a call', () => {
  it('are the call, an attempt in it and an exchange in that, joined by their ids', async () => {
    const { model, of, outcomesOf, operations, clock, sent } = observed({}, (request) => {
      clock.advance(5);
      return { ...ranked(request), headers: { 'x-acme-id': 'r1' } };
    });
    await model.rerank({ ...ask, query: 'é', topN: 2 });
    const [call] = of('call');
    const [attempt] = of('attempt');
    expect(operations).toEqual([
      { type: 'call', id, ...base, documents: 3, topN: 2 },
      { type: 'attempt', id, parentId: call?.id, ...base, part: 0, attempt: 1, documents: 3, retryReason: undefined },
      {
        type: 'exchange',
        id,
        parentId: attempt?.id,
        ...base,
        method: 'POST',
        host: 'api.acme.test',
        bytesOut: Buffer.byteLength(sent[0]!.body),
      },
    ]);
    const usage = { totalTokens: 3 };
    expect(outcomesOf('call')).toEqual([{ durationMs: 5, usage, results: 2, attempts: 1 }]);
    expect(outcomesOf('attempt')).toEqual([{ durationMs: 5, usage, upstreamRequestId: 'r1' }]);
    const bytesIn = Buffer.byteLength(ranked(sent[0]!).body);
    expect(outcomesOf('exchange')).toEqual([{ durationMs: 5, status: 200, bytesIn }]);
    expect(new Set(operations.map((operation) => operation.id)).size).toBe(3);
  });

  it('have a wait between two attempts, with its error and its time', async () => {
    const { model, of, outcomesOf, operations, clock } = observed(
      {},
      () => json({}, 503, { 'retry-after': '2' }),
      () => Promise.reject(new Error('lost')),
      ranked,
    );
    await clock.drive(model.rerank(ask));
    const types = ['call', 'attempt', 'exchange', 'wait', 'attempt', 'exchange', 'wait', 'attempt', 'exchange'];
    expect(operations.map(({ type }) => type)).toEqual(types);
    const [call] = of('call');
    const [first, second] = of('wait');
    const parentId = call?.id;
    const delayMs = clock.waited[0];
    expect(first).toEqual({
      type: 'wait',
      id,
      parentId,
      ...base,
      part: 0,
      attempt: 2,
      error: expect.objectContaining({ code: 'unavailable' }),
      delayMs,
    });
    expect(delayMs).toBeGreaterThan(2000);
    expect(second).toMatchObject({ parentId, attempt: 3, error: { code: 'network' }, delayMs: clock.waited[1] });
    const [afterFirst, afterSecond] = outcomesOf('wait');
    expect(afterFirst?.durationMs).toBeCloseTo(clock.waited[0]!, 6);
    expect(afterSecond?.durationMs).toBeCloseTo(clock.waited[1]!, 6);
    expect(of('attempt').map(({ attempt, retryReason }) => [attempt, retryReason])).toEqual([
      [1, undefined],
      [2, 'unavailable'],
      [3, 'network'],
    ]);
    expect(of('attempt').map((attempt) => attempt.parentId)).toEqual([parentId, parentId, parentId]);
    expect(outcomesOf('attempt').map((outcome) => outcome?.error)).toEqual([first?.error, second?.error, undefined]);
    expect(outcomesOf('exchange')).toMatchObject([{ status: 503 }, { error: { code: 'network' } }, { status: 200 }]);
    expect(outcomesOf('exchange')[0]).not.toHaveProperty('error');
    expect(outcomesOf('call')).toMatchObject([{ attempts: 3, results: 3 }]);
  });

  it('count the bytes of a spliced body and of one that is a string alike', async () => {
    const providers = [copying({ apiKey: 'k' }), acme({ id: 'plain', apiKey: 'k' })];
    const { registry, of } = observed({ providers }, ranked);
    await registry.resolve('acme/m').rerank({ query: 'é', documents: encodedOf(['"ü"', '"b"']) });
    await registry.resolve('plain/m').rerank({ query: 'é', documents: ['ü', 'b'] });
    const expected = Buffer.byteLength(
      JSON.stringify({ model: 'm', query: 'é', passages: [{ text: 'ü' }, { text: 'b' }] }),
    );
    expect(of('exchange').map(({ bytesOut }) => bytesOut)).toEqual([expected, expected]);
  });

  it('have an exchange for each poll and each page, all in one attempt', async () => {
    const rerank = acme.definition.endpoints['rerank'] as HttpEndpoint;
    const paged = defineRerankProvider({
      ...acme.definition,
      endpoints: {
        rerank: {
          ...rerank,
          parseResponse: (body, input) => ({
            ...rerank.parseResponse(body, input as never),
            next: (body as { more?: boolean }).more ? { url: 'https://api.acme.test:8443/more' } : undefined,
          }),
        },
      },
    });
    const page = (places: readonly number[], more: boolean) => () =>
      json({ scores: places.map((i) => ({ i, s: i })), more });
    const { model, of, outcomesOf, clock } = observed(
      { providers: [paged({ apiKey: 'k', baseUrl: 'https://api.acme.test:8443' })] },
      () => json({}, 202, { location: 'https://api.acme.test:8443/status' }),
      page([0, 1], true),
      page([2], false),
    );
    await clock.drive(model.rerank(ask));
    const [attempt, ...others] = of('attempt');
    expect(others).toEqual([]);
    expect(
      of('exchange').map(({ method, host, parentId, bytesOut }) => [method, host, parentId, bytesOut > 0]),
    ).toEqual([
      ['POST', 'api.acme.test:8443', attempt?.id, true],
      ['GET', 'api.acme.test:8443', attempt?.id, false],
      ['POST', 'api.acme.test:8443', attempt?.id, false],
    ]);
    expect(outcomesOf('exchange').map((outcome) => outcome?.status)).toEqual([202, 200, 200]);
  });

  it('say of each part of a split call which it is and how many documents it has', async () => {
    const { model, of } = observed({}, ranked);
    await model.rerank({ query: 'q', documents: ['a', 'b', 'c', 'd', 'e'] });
    expect(of('attempt').map(({ part, documents }) => [part, documents])).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(of('call')).toMatchObject([{ documents: 5, topN: undefined }]);
  });

  it('say what failed: the call, its attempt, and not the exchange that was responded to', async () => {
    const { model, outcomesOf } = observed({}, () => json({}, 401, { 'x-acme-id': 'r7' }));
    const error = await failed(model.rerank(ask));
    expect(outcomesOf('call')).toEqual([{ durationMs: 0, attempts: 1, error }]);
    expect(outcomesOf('attempt')).toEqual([{ durationMs: 0, error }]);
    expect(outcomesOf('exchange')).toEqual([{ durationMs: 0, status: 401, bytesIn: 2 }]);
  });

  it('are only a failed call where the input is at fault', async () => {
    const { model, operations, outcomesOf } = observed({}, ranked);
    for (const bad of [{ ...ask, query: '' }, { query: 'q' }, undefined]) {
      operations.length = 0;
      const error = await failed(model.rerank(bad as never));
      expect(operations).toEqual([{ type: 'call', id, ...base, documents: bad && 'documents' in bad ? 3 : 0 }]);
      expect(outcomesOf('call')).toEqual([{ durationMs: 0, attempts: 0, error }]);
    }
  });

  it('end with the reason of the caller who aborts, and count the attempts until then', async () => {
    const controller = new AbortController();
    const { model, outcomesOf, of } = observed({}, () => {
      setImmediate(() => controller.abort('left'));
      return never();
    });
    await expect(model.rerank(ask, { signal: controller.signal })).rejects.toBe('left');
    expect(outcomesOf('call')).toEqual([{ durationMs: 0, attempts: 1, error: 'left' }]);
    expect(outcomesOf('attempt')).toEqual([{ durationMs: 0, error: 'left' }]);
    // The transport does not listen, and its exchange is still running.
    expect(of('exchange')).toHaveLength(1);
    expect(outcomesOf('exchange')).toEqual([undefined]);
  });

  it('end with the wait in which the caller aborts', async () => {
    const controller = new AbortController();
    const { model, outcomesOf } = observed({}, () => {
      setImmediate(() => controller.abort('left'));
      return json({}, 503);
    });
    await expect(model.rerank(ask, { signal: controller.signal })).rejects.toBe('left');
    expect(outcomesOf('wait')).toMatchObject([{ error: 'left' }]);
    expect(outcomesOf('call')).toMatchObject([{ error: 'left', attempts: 1 }]);
  });

  it('end an exchange with the reason of the abort, whatever its transport rejects with', async () => {
    const controller = new AbortController();
    const seen = recorder();
    const transport = (_: unknown, { onAbort }: { onAbort(listener: () => void): void }) =>
      new Promise<never>((_resolve, reject) => {
        onAbort(() => reject(new Error('socket closed')));
        controller.abort('left');
      });
    const { model } = setUpWith({ transport, instrumentation: seen.instrumentation });
    await expect(model.rerank(ask, { signal: controller.signal })).rejects.toBe('left');
    expect(seen.outcomesOf('exchange')).toMatchObject([{ error: 'left' }]);
  });

  it('are those of all models that a fallback asks, in one call', async () => {
    const { model, of, outcomesOf } = observed(
      { middleware: [fallback(['acme/jury/other'])], defaults: { maxRetries: 0 } },
      () => json({}, 503),
      () => json({ scores: [0, 1].map((i) => ({ i, s: i })) }),
    );
    await model.rerank({ query: 'q', documents: ['a', 'b'] });
    const [call, ...others] = of('call');
    expect(others).toEqual([]);
    expect(call).toMatchObject(base);
    expect(of('attempt').map(({ endpoint, model: name, parentId }) => [endpoint, name, parentId])).toEqual([
      ['rerank', 'm', call?.id],
      ['jury', 'other', call?.id],
    ]);
    expect(outcomesOf('call')).toMatchObject([{ attempts: 2, results: 2 }]);
  });

  it('count the bytes of a response, not its characters', async () => {
    const { model, outcomesOf } = observed({}, (request) => {
      const { body } = rankByLength(request.body);
      return { status: 200, headers: {}, body: `${body.slice(0, -1)},"é":1}` };
    });
    await model.rerank({ query: 'q', documents: ['a'] });
    const body = '{"scores":[{"i":0,"s":1}],"tokens":1,"é":1}';
    expect(outcomesOf('exchange')[0]?.bytesIn).toBe(Buffer.byteLength(body));
    expect(Buffer.byteLength(body)).toBe(body.length + 1);
  });
});
