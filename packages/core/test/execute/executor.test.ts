import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byRelevance,
  createRegistry,
  defineRerankProvider,
  type HttpRequest,
  type HttpResponse,
  type LocalEndpoint,
  RerankError,
  type RerankEvent,
  type Transport,
} from '../../src/index.ts';
import { type AcmeRequest, acme, acmeCapabilities, json, never, ranked, scripted } from '../support/acme.ts';
import { manualClock } from '../support/manual-clock.ts';

const ask = { query: 'q', documents: ['a', 'bbb', 'cc'] };
const setUp = (...handlers: Parameters<typeof scripted>) => {
  const clock = manualClock();
  const { transport, sent } = scripted(...handlers);
  const events: RerankEvent[] = [];
  const registry = createRegistry({
    providers: [acme({ apiKey: 'secret-key' })],
    transport,
    clock,
    env: {},
    onEvent: (event) => events.push(event),
  });
  return { clock, sent, events, registry, model: registry.model('acme/m') };
};
const failed = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('The call succeeded.'),
    (error: unknown) => error as RerankError,
  );

describe('a call', () => {
  it('sends one request and gives the documents back by identity, best first', async () => {
    const { model, sent, clock } = setUp((request) => {
      clock.advance(7);
      return { ...ranked(request), headers: { 'x-acme-id': 'r1' } };
    });
    const documents = [
      { text: 'a', id: 1 },
      { text: 'bbb', id: 2 },
      { text: 'cc', id: 3 },
    ];
    const { results, usage, warnings, meta } = await model.rerank({
      query: 'q',
      documents,
      topN: 2,
      options: { priority: 1 },
    });
    expect(results.map(({ index, relevanceScore }) => [index, relevanceScore])).toEqual([
      [1, 3],
      [2, 2],
    ]);
    expect(results[0]?.document).toBe(documents[1]);
    expect(usage).toEqual({ totalTokens: 3 });
    expect(warnings).toEqual([]);
    expect(meta).toEqual({
      provider: 'acme',
      endpoint: 'rerank',
      model: 'm',
      scoreScale: 'unit',
      upstreamRequestId: 'r1',
      requests: 1,
      attempts: 1,
      durationMs: 7,
    });
    expect(sent).toEqual([
      {
        url: 'https://api.acme.test/rerank',
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json', authorization: 'Bearer secret-key' },
        body: JSON.stringify({
          model: 'm',
          query: 'q',
          passages: [{ text: 'a' }, { text: 'bbb' }, { text: 'cc' }],
          priority: 1,
        }),
      },
    ]);
  });

  it('adds the headers of the settings and of the call, the call winning, whatever the case', async () => {
    const { transport, sent } = scripted(ranked);
    const provider = acme({ apiKey: 'k', headers: { 'X-Team': 'search', 'X-Env': 'prod' } });
    const model = createRegistry({ providers: [provider], transport, env: {} }).model('acme/m');
    await model.rerank(ask, { headers: { 'x-team': 'ads' } });
    expect(sent[0]?.headers).toMatchObject({ 'x-team': 'ads', 'x-env': 'prod' });
    await model.rerank(ask, { baseUrl: 'https://elsewhere.test', apiKey: 'own' });
    expect(sent[1]?.headers).not.toHaveProperty('x-env');
  });

  it('sends nothing when the input is at fault', async () => {
    const { model, sent, events } = setUp(ranked);
    for (const bad of [
      { ...ask, query: '' },
      { ...ask, documents: [] },
      { ...ask, topN: 0 },
      { ...ask, options: { speed: 1 } as never },
    ]) {
      const error = await failed(model.rerank(bad));
      expect(error.code).toMatch(/^invalid_(request|options)$/);
      expect(error.details).toMatchObject({ provider: 'acme', model: 'm' });
    }
    expect(sent).toEqual([]);
    expect(events.every(({ type }) => type === 'end')).toBe(true);
  });

  it('takes a copy of the list of documents, which the caller may go on using', async () => {
    const documents = ['a', 'bbb', 'cc'];
    const { model } = setUp((request) => {
      documents.reverse();
      return ranked(request);
    });
    expect((await model.rerank({ query: 'q', documents })).results[0]).toMatchObject({ index: 1, document: 'bbb' });
  });

  it('needs a base URL from somewhere', async () => {
    const homeless = defineRerankProvider({ ...acme.definition, baseUrl: undefined });
    const call = (provider: ReturnType<typeof homeless>) =>
      failed(
        createRegistry({ providers: [provider], env: {} })
          .model('acme/m')
          .rerank(ask),
      );
    expect(await call(homeless())).toMatchObject({
      code: 'invalid_request',
      message: 'No base URL for "acme": pass baseUrl or set ACME_BASE_URL.',
    });
    const nameless = defineRerankProvider({ ...acme.definition, baseUrl: undefined, env: undefined });
    expect((await call(nameless())).message).toBe('No base URL for "acme": pass baseUrl.');
  });

  it.each([
    ['no JSON', () => ({ status: 200, headers: {}, body: 'secret text' }), 'The upstream did not answer with JSON.'],
    [
      'another shape',
      () => json({ scores: 'none' }),
      'The upstream answered in a shape that this provider does not know.',
    ],
    ['a missing document', () => json({ scores: [{ i: 0, s: 1 }] }), 'The upstream ranked 1 of 3 documents.'],
    [
      'a document twice',
      () => json({ scores: [0, 1, 1].map((i) => ({ i, s: 1 })) }),
      'The upstream ranked document 1 twice.',
    ],
    [
      'an index out of range',
      () => json({ scores: [0, 1, 3].map((i) => ({ i, s: 1 })) }),
      'The upstream gave an index outside the 3 documents.',
    ],
  ])('never makes a ranking out of an answer with %s', async (_, answer, message) => {
    const { model, sent } = setUp(() => ({ ...answer(), headers: { 'x-acme-id': 'r9' } }));
    const error = await failed(model.rerank(ask));
    expect(error).toMatchObject({
      code: 'invalid_response',
      message,
      details: { provider: 'acme', model: 'm', upstreamRequestId: 'r9' },
    });
    expect(JSON.stringify([error.message, error.cause ?? ''])).not.toContain('secret');
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['no ranking', undefined],
    ['a ranking of nothing', [null]],
  ])('never makes a ranking out of %s from a provider', async (_name, ranking) => {
    const rerank = { ...acme.definition.endpoints['rerank']!, parseResponse: () => ({ ranking }) as never };
    const odd = defineRerankProvider({ ...acme.definition, endpoints: { rerank } });
    const { transport } = scripted(ranked);
    const call = createRegistry({ providers: [odd({ apiKey: 'k' })], transport })
      .model('acme/m')
      .rerank(ask);
    expect(await failed(call)).toMatchObject({ code: 'invalid_response', cause: expect.any(TypeError) });
  });

  it('is not sent where an option has no JSON form, or its provider breaks or refuses', async () => {
    const { transport, sent } = scripted(ranked);
    const run = (buildRequest: () => HttpRequest) => {
      const rerank = { ...acme.definition.endpoints['rerank']!, buildRequest };
      const odd = defineRerankProvider({ ...acme.definition, endpoints: { rerank } });
      return failed(
        createRegistry({ providers: [odd({ apiKey: 'k' })], transport })
          .model('acme/m')
          .rerank(ask),
      );
    };
    expect(await run(() => ({ url: 'https://h', body: { big: 1n } }))).toMatchObject({ code: 'invalid_options' });
    // A defect is thrown as it is: no rule would fit, and its stack is what helps.
    for (const thrown of [new TypeError('oops'), new RerankError('unsupported', 'Not so.')]) {
      const throwing = () => {
        throw thrown;
      };
      expect(await run(throwing)).toBe(thrown);
    }
    expect(sent).toEqual([]);
  });

  it('takes null for no settings', async () => {
    const { model } = setUp(ranked);
    expect((await model.rerank(ask, null as never)).results).toHaveLength(3);
  });

  it('passes on an error that a provider raises while it reads an answer', async () => {
    const strict = defineRerankProvider({
      ...acme.definition,
      endpoints: {
        rerank: {
          ...acme.definition.endpoints['rerank']!,
          parseResponse: () => {
            throw new RerankError('unavailable', 'Still warming up.', { retryable: false });
          },
        },
      },
    });
    const { transport } = scripted(ranked);
    const error = await failed(
      createRegistry({ providers: [strict({ apiKey: 'k' })], transport })
        .model('acme/m')
        .rerank(ask),
    );
    expect(error).toMatchObject({ code: 'unavailable', message: 'Still warming up.', details: { status: 200 } });
  });
});

describe('a listwise endpoint that cuts to topN', () => {
  it('may return topN results, and not fewer', async () => {
    const answer = (count: number) => () => json({ scores: Array.from({ length: count }, (_, i) => ({ i, s: i })) });
    const { registry, sent } = setUp(answer(1), answer(1), answer(2));
    const jury = registry.model('acme/jury/m');
    const two = { query: 'q', documents: ['a', 'b'] };
    const { results, warnings } = await jury.rerank({ ...two, topN: 1 });
    expect(results).toHaveLength(1);
    expect(warnings).toEqual([{ code: 'other', message: 'The jury was out.' }]);
    expect(sent[0]?.body).toBe('{"topN":1}');
    expect(await failed(jury.rerank({ ...two, topN: 2 }))).toMatchObject({ code: 'invalid_response' });
    expect((await jury.rerank(two)).results).toHaveLength(2);
  });

  it('is never split', async () => {
    const { registry, sent } = setUp(ranked);
    expect(await failed(registry.model('acme/jury/m').rerank(ask))).toMatchObject({ code: 'unsupported' });
    expect(sent).toEqual([]);
  });
});

describe('a split call', () => {
  const documents = Array.from({ length: 10 }, (_, index) => 'x'.repeat(((index * 7) % 10) + 1));

  it('gives what one request would have given', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ minLength: 0, maxLength: 4 }), { minLength: 1, maxLength: 20 }),
        fc.option(fc.integer({ min: 1, max: 25 }), { nil: undefined }),
        async (texts, topN) => {
          const { model } = setUp(ranked);
          const { results, meta, usage } = await model.rerank({ query: 'q', documents: texts, topN });
          const whole = texts
            .map((text, index) => ({ index, relevanceScore: text.length, document: text }))
            .sort(byRelevance);
          expect(results).toEqual(whole.slice(0, topN));
          expect(meta.requests).toBe(Math.ceil(texts.length / 3));
          expect(usage).toEqual({ totalTokens: texts.length });
        },
      ),
    );
  });

  it('carries the request id of the first part', async () => {
    let answered = 0;
    const { model } = setUp((request) => ({ ...ranked(request), headers: { 'x-acme-id': `r${answered++}` } }));
    expect((await model.rerank({ query: 'q', documents })).meta.upstreamRequestId).toBe('r0');
  });

  it('says that it was split, and says once what every part warns of', async () => {
    const { model } = setUp((request) => ({ ...ranked(request), headers: { deprecation: 'soon' } }));
    expect((await model.rerank({ query: 'q', documents })).warnings).toEqual([
      { code: 'documents_split', message: '10 documents were sent in 4 requests.' },
      { code: 'deprecated', message: 'This model ends.' },
    ]);
  });

  it('sends at most maxParallel requests at once', async () => {
    let running = 0;
    let most = 0;
    const { model } = setUp(async (request) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return ranked(request);
    });
    await model.rerank({ query: 'q', documents: [...documents, ...documents] });
    expect(most).toBe(4);
    most = 0;
    await model.rerank({ query: 'q', documents }, { maxParallel: 2 });
    expect(most).toBe(2);
  });

  it('aborts the other parts when one fails for good', async () => {
    const aborted: unknown[] = [];
    const { model, sent } = setUp(
      (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted.push(signal.reason);
            reject(signal.reason);
          });
        }),
      () => json({}, 401),
    );
    const error = await failed(model.rerank({ query: 'q', documents }, { maxParallel: 2 }));
    expect(error.code).toBe('authentication');
    expect(aborted).toEqual([error]);
    expect(sent).toHaveLength(2);
  });

  it('is refused where the caller wants it so', async () => {
    const { model, sent } = setUp(ranked);
    expect(await failed(model.rerank({ query: 'q', documents }, { overflow: 'reject' }))).toMatchObject({
      code: 'unsupported',
    });
    expect(sent).toEqual([]);
  });
});

describe('time and retries', () => {
  it('retries what may pass, waits longer each time, and reports it', async () => {
    const { model, clock, events } = setUp(
      () => json({}, 503),
      () => Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })),
      ranked,
    );
    const { meta } = await clock.drive(model.rerank(ask));
    expect(meta.attempts).toBe(3);
    expect(clock.waited).toEqual([250, 500]);
    expect(events).toEqual([
      { type: 'attempt', provider: 'acme', model: 'm', part: 0, attempt: 1 },
      expect.objectContaining({
        type: 'retry',
        attempt: 2,
        delayMs: 250,
        error: expect.objectContaining({ code: 'unavailable' }),
      }),
      { type: 'attempt', provider: 'acme', model: 'm', part: 0, attempt: 2 },
      expect.objectContaining({
        type: 'retry',
        attempt: 3,
        delayMs: 500,
        error: expect.objectContaining({ code: 'network' }),
      }),
      { type: 'attempt', provider: 'acme', model: 'm', part: 0, attempt: 3 },
      { type: 'end', provider: 'acme', model: 'm', attempts: 3, durationMs: 750, error: undefined },
    ]);
  });

  it('waits as long as retry-after says', async () => {
    const { model, clock } = setUp(() => json({}, 429, { 'retry-after': '3' }), ranked);
    await clock.drive(model.rerank(ask));
    expect(clock.waited).toEqual([3250]);
  });

  it('does not sleep on a long retry-after, and passes it on', async () => {
    const { model, sent } = setUp(() => json({}, 503, { 'retry-after': '10800' }));
    expect(await failed(model.rerank(ask))).toMatchObject({
      code: 'unavailable',
      details: { status: 503, retryAfterMs: 10_800_000 },
    });
    expect(sent).toHaveLength(1);
  });

  it('waits for no longer a retry-after than it is told to', async () => {
    const { model, sent } = setUp(() => json({}, 429, { 'retry-after': '3' }));
    expect(await failed(model.rerank(ask, { maxRetryAfterMs: 2999 }))).toMatchObject({ code: 'rate_limited' });
    expect(sent).toHaveLength(1);
  });

  it('gives up after maxRetries', async () => {
    const { model, clock, sent } = setUp(() => json({}, 500));
    expect(await failed(clock.drive(model.rerank(ask, { maxRetries: 1 })))).toMatchObject({ code: 'unavailable' });
    expect(sent).toHaveLength(2);
  });

  it('stops retrying when the budget of the registry is spent', async () => {
    const clock = manualClock();
    const { transport, sent } = scripted(() => json({}, 500));
    const registry = createRegistry({
      providers: [acme({ apiKey: 'k' })],
      transport,
      clock,
      retryBudget: { burst: 3, perCall: 0, perSecond: 0 },
    });
    const calls = [1, 2, 3].map(() => failed(registry.model('acme/m').rerank(ask)));
    await clock.drive(Promise.all(calls));
    expect(sent).toHaveLength(3 + 3);
  });

  it('never retries what is final', async () => {
    const { model, sent } = setUp(() => json({}, 400));
    expect(await failed(model.rerank(ask))).toMatchObject({ code: 'rejected' });
    expect(sent).toHaveLength(1);
  });

  it('ends an attempt that takes too long, even where the transport does not listen, and tries again', async () => {
    const { model, clock } = setUp(never, ranked);
    const { meta } = await clock.drive(model.rerank(ask, { timeoutMs: 500 }));
    expect([meta.attempts, meta.durationMs]).toEqual([2, 750]);
    const silent = setUp(never);
    expect(await failed(silent.clock.drive(silent.model.rerank(ask, { timeoutMs: 500, maxRetries: 0 })))).toMatchObject(
      {
        code: 'timeout',
        message: 'No answer within 500 ms (timeoutMs).',
      },
    );
  });

  it('gives the caller its own abort reason, whenever it comes', async () => {
    const why = new Error('the user left');
    const abortOn = async (moment: 'before' | 'attempt' | 'retry') => {
      const controller = new AbortController();
      const { model, sent } = setUp(moment === 'retry' ? () => json({}, 503) : never);
      const onEvent = ({ type }: RerankEvent) => {
        if (type === moment) setImmediate(() => controller.abort(why));
      };
      if (moment === 'before') controller.abort(why);
      await expect(model.rerank(ask, { signal: controller.signal, onEvent })).rejects.toBe(why);
      return sent.length;
    };
    expect(await abortOn('before')).toBe(0);
    expect(await abortOn('attempt')).toBe(1);
    expect(await abortOn('retry')).toBe(1);
  });

  it('aborts the exchange with the call', async () => {
    const controller = new AbortController();
    let reason: unknown;
    const transport: Transport = (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reason = signal.reason;
          reject(new Error('closed'));
        });
        controller.abort('left');
      });
    const call = createRegistry({ providers: [acme({ apiKey: 'k' })], transport })
      .model('acme/m')
      .rerank(ask, { signal: controller.signal });
    await expect(call).rejects.toBe('left');
    expect(reason).toBe('left');
  });

  it.each([
    () => {
      throw new Error('observer');
    },
    () => Promise.reject(new Error('observer')),
  ])('survives an observer that fails (%#)', async (onEvent) => {
    const { model } = setUp(ranked);
    expect((await model.rerank(ask, { onEvent })).results).toHaveLength(3);
  });

  it('gives each request its share of the retry budget', async () => {
    const clock = manualClock();
    const { transport, sent } = scripted(ranked, ranked, () => json({}, 500), ranked);
    const registry = createRegistry({
      providers: [acme({ apiKey: 'k' })],
      transport,
      clock,
      retryBudget: { burst: 1, perCall: 1, perSecond: 0 },
    });
    const model = registry.model('acme/m');
    await model.rerank(ask);
    await model.rerank(ask);
    await clock.drive(model.rerank(ask));
    expect(sent).toHaveLength(4);
  });

  it('does not retry a part whose sibling has failed for good', async () => {
    let answerLate: (response: HttpResponse) => void = () => {};
    const late = () =>
      new Promise<HttpResponse>((resolve) => {
        answerLate = resolve;
      });
    const { model, events } = setUp(late, () => {
      setImmediate(() => answerLate(json({}, 503)));
      return json({}, 401);
    });
    const call = failed(model.rerank({ query: 'q', documents: ['a', 'b', 'c', 'd'] }));
    expect((await call).code).toBe('authentication');
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(events.filter(({ type }) => type === 'retry')).toEqual([]);
  });
});

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

describe('plan', () => {
  it('shows what would be sent, without a key and without sending', async () => {
    const { registry, sent } = setUp(ranked);
    const plan = await registry.model('acme/m').plan({ query: 'q', documents: ['a', 'b', { c: 1 }, 'd'], topN: 1 });
    expect(plan).toEqual({
      provider: 'acme',
      endpoint: 'rerank',
      model: 'm',
      parts: [
        {
          firstIndex: 0,
          documents: 2,
          request: {
            url: 'https://api.acme.test/rerank',
            body: { model: 'm', query: 'q', passages: [{ text: 'a' }, { text: 'b' }] },
          },
        },
        {
          firstIndex: 2,
          documents: 2,
          request: {
            url: 'https://api.acme.test/rerank',
            body: { model: 'm', query: 'q', passages: [{ text: '{"c":1}' }, { text: 'd' }] },
          },
        },
      ],
      warnings: [
        expect.objectContaining({ code: 'document_stringified' }),
        expect.objectContaining({ code: 'documents_split' }),
      ],
    });
    expect(sent).toEqual([]);
  });

  it('tells each part its share of topN and where it starts', async () => {
    const seen: unknown[] = [];
    const curious = defineRerankProvider({
      ...acme.definition,
      endpoints: {
        rerank: {
          ...acme.definition.endpoints['rerank']!,
          buildRequest: ({
            firstIndex,
            topN,
            passages,
          }: {
            firstIndex: number;
            topN: number | undefined;
            passages: AcmeRequest['passages'];
          }) => {
            seen.push([firstIndex, passages.length, topN]);
            return { url: 'https://h' };
          },
        } as never,
      },
    });
    await createRegistry({ providers: [curious()] })
      .model('acme/m')
      .plan({ query: 'q', documents: ['a', 'b', 'c', 'd', 'e'], topN: 3 });
    expect(seen).toEqual([
      [0, 2, 2],
      [2, 3, 3],
    ]);
  });
});
