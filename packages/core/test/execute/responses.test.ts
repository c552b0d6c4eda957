import { describe, expect, it } from 'vitest';
import { defineRerankProvider, type HttpEndpoint, type Middleware, type RerankUsage } from '../../src/index.ts';
import { acme, acmeWith, json, rankByLength, ranked } from '../support/acme.ts';
import { ask, failed, setUp, setUpWith } from '../support/calls.ts';

const four = { query: 'q', documents: ['a', 'bb', 'ccc', 'dddd'] };

describe('the wait that a provider reads in a failed response', () => {
  const reading = (retryAfterMs: number | undefined) =>
    defineRerankProvider({ ...acme.definition, parseFailure: () => ({ code: 'rate_limited', retryAfterMs }) });

  it.each([
    [5000, '60', 5250],
    [0, '60', 250],
    [undefined, '3', 3250],
    [5000, undefined, 5250],
  ])('of %j wins over a retry-after of %j', async (retryAfterMs, header, waited) => {
    const { model, clock } = setUpWith(
      { providers: [reading(retryAfterMs)({ apiKey: 'k' })] },
      () => json({}, 400, header === undefined ? {} : { 'retry-after': header }),
      ranked,
    );
    await clock.drive(model.rerank(ask));
    expect(clock.waited).toEqual([waited]);
  });

  it('is in the details of the error, and too long a one is not waited for', async () => {
    const { model, sent } = setUpWith({ providers: [reading(120_000)({ apiKey: 'k' })] }, () =>
      json({}, 400, { 'retry-after': '1' }),
    );
    expect(await failed(model.rerank(ask))).toMatchObject({
      code: 'rate_limited',
      details: { retryAfterMs: 120_000, status: 400, attempts: 1 },
    });
    expect(sent).toHaveLength(1);
  });
});

describe('the usage of a split call', () => {
  const using = (usages: readonly (RerankUsage | undefined)[]) => {
    const rerank = acme.definition.endpoints['rerank'] as HttpEndpoint;
    return acmeWith({
      parseResponse: (body, input) => ({
        ...rerank.parseResponse(body, input),
        usage: usages[input.firstIndex === 0 ? 0 : 1],
      }),
    });
  };
  const usageOf = async (...usages: readonly (RerankUsage | undefined)[]) => {
    const { model } = setUpWith({ providers: [using(usages)({ apiKey: 'k' })] }, ranked);
    const request = usages.length === 1 ? ask : four;
    return (await model.rerank(request)).usage;
  };

  it('sums each unit over the parts, and leaves out one that a part lacks', async () => {
    const pages = (quantity: number) => ({ unit: 'pages', quantity });
    const calls = (quantity: number) => ({ unit: 'calls', quantity });
    expect(await usageOf({ units: [pages(2), calls(1)] }, { units: [calls(3), pages(0.5)] })).toEqual({
      units: [pages(2.5), calls(4)],
    });
    expect(await usageOf({ units: [pages(2), calls(1)] }, { units: [pages(1)] })).toEqual({ units: [pages(3)] });
    expect(await usageOf({ units: [pages(2)] }, { units: [pages(1), calls(1)] })).toEqual({ units: [pages(3)] });
    expect(await usageOf({ units: [pages(2)] }, { units: [calls(1)] })).toBeUndefined();
    expect(await usageOf({ units: [pages(2)], totalTokens: 1 }, { totalTokens: 2 })).toEqual({ totalTokens: 3 });
    expect(await usageOf({ totalTokens: 1 }, { units: [pages(2)], totalTokens: 2 })).toEqual({ totalTokens: 3 });
  });

  it('sums every count that there is', async () => {
    const usage = { inputTokens: 1, totalTokens: 2, searchUnits: 3, rerankUnits: 4, costUsd: 0.25 };
    expect(await usageOf(usage, usage)).toEqual({
      inputTokens: 2,
      totalTokens: 4,
      searchUnits: 6,
      rerankUnits: 8,
      costUsd: 0.5,
    });
  });

  it('is that of the one part as it is, and absent where nothing is reported', async () => {
    const units = { units: [{ unit: 'pages', quantity: 2 }] };
    expect(await usageOf(units)).toEqual(units);
    expect(await usageOf({ totalTokens: undefined })).toBeUndefined();
    expect(await usageOf({})).toBeUndefined();
    expect(await usageOf(undefined)).toBeUndefined();
  });
});

describe('includeRawResponses', () => {
  it('gives the responses of the parts, in the order of the parts, with their headers', async () => {
    let count = 0;
    const { model } = setUp(
      async (request) => {
        // The first part is the last to be responded to.
        for (let turn = 0; turn < 20; turn++) await Promise.resolve();
        return { ...ranked(request), headers: { 'x-count': String(++count) } };
      },
      (request) => ({ ...ranked(request), headers: { 'x-count': String(++count) } }),
    );
    const { rawResponses } = await model.rerank(four, { includeRawResponses: true });
    expect(rawResponses).toEqual([
      { status: 200, headers: { 'x-count': '2' }, body: '{"scores":[{"i":0,"s":1},{"i":1,"s":2}],"tokens":2}' },
      { status: 200, headers: { 'x-count': '1' }, body: '{"scores":[{"i":0,"s":3},{"i":1,"s":4}],"tokens":2}' },
    ]);
  });

  it('gives the response of each page, and not those that say "not yet" or of failed attempts', async () => {
    const rerank = acme.definition.endpoints['rerank'] as HttpEndpoint;
    const paged = acmeWith({
      parseResponse: (body, input) => ({
        ...rerank.parseResponse(body, input),
        next: (body as { readonly more?: boolean }).more ? { url: 'https://api.acme.test/more' } : undefined,
      }),
    });
    const { model, clock } = setUpWith(
      { providers: [paged({ apiKey: 'k' })] },
      () => json({}, 503),
      () => json({}, 202, { location: 'https://api.acme.test/status' }),
      () => json({ scores: [{ i: 0, s: 1 }], more: true }),
      () => json({ scores: [1, 2].map((i) => ({ i, s: i })) }),
    );
    const { rawResponses } = await clock.drive(model.rerank(ask, { includeRawResponses: true }));
    expect(rawResponses?.map(({ body }) => body)).toEqual([
      '{"scores":[{"i":0,"s":1}],"more":true}',
      '{"scores":[{"i":1,"s":1},{"i":2,"s":2}]}',
    ]);
  });

  it.each([undefined, {}, { includeRawResponses: false }])('gives none without it: %j', async (settings) => {
    const { model } = setUp(ranked);
    expect(await model.rerank(four, settings)).not.toHaveProperty('rawResponses');
  });
});

describe('the attempts in the details of an error', () => {
  it('count those of all parts, retries included', async () => {
    const { model, clock } = setUp(({ body }) => (body.includes('"a"') ? rankByLength(body) : json({}, 503)));
    const error = await failed(clock.drive(model.rerank(four, { maxRetries: 1 })));
    expect(error).toMatchObject({ code: 'unavailable', details: { provider: 'acme', model: 'm', attempts: 3 } });
  });

  it('are 0 where nothing was sent', async () => {
    const { model } = setUp(ranked);
    expect((await failed(model.rerank({ ...ask, query: '' }))).details.attempts).toBe(0);
  });

  it('are left to an error that names its own', async () => {
    const { RerankError } = await import('../../src/index.ts');
    const own = new RerankError('rejected', 'x', { attempts: 9 });
    const { model } = setUp(() => Promise.reject(own));
    expect((await failed(model.rerank(ask))).details.attempts).toBe(9);
  });
});

describe('the ranked documents', () => {
  const reversed = ['ccc', 'bb', 'a'];

  it('are those of the results, best first, and no part of the JSON', async () => {
    const { model } = setUp(ranked);
    const response = await model.rerank({ query: 'q', documents: ['a', 'bb', 'ccc'] });
    expect(response.rankedDocuments).toEqual(reversed);
    expect(JSON.parse(JSON.stringify(response))).not.toHaveProperty('rankedDocuments');
    expect(Object.keys(response)).toEqual(['results', 'usage', 'warnings', 'meta']);
  });

  it('are there behind a middleware that makes a response of its own, with its fields', async () => {
    const middleware: Middleware = async (call, next) => ({ ...(await next(call)), cached: true });
    const { model } = setUpWith({ middleware: [middleware] }, ranked);
    const response = await model.rerank({ query: 'q', documents: ['a', 'bb', 'ccc'] }, { includeRawResponses: true });
    expect(response.rankedDocuments).toEqual(reversed);
    expect(response).toMatchObject({ cached: true, rawResponses: [{ status: 200 }] });
  });
});
