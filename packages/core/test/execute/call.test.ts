import { describe, expect, it } from 'vitest';
import { createRegistry, defineRerankProvider, type HttpRequest, RerankError } from '../../src/index.ts';
import { acme, json, ranked, scripted } from '../support/acme.ts';
import { ask, failed, setUp } from '../support/calls.ts';

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
      scoreScale: { kind: 'unknown' },
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
      message: 'baseUrl is not known for "acme": pass baseUrl or set ACME_BASE_URL.',
    });
    const nameless = defineRerankProvider({ ...acme.definition, baseUrl: undefined, env: undefined });
    expect((await call(nameless())).message).toBe('baseUrl is not known for "acme": pass baseUrl.');
  });

  it.each([
    ['no JSON', () => ({ status: 200, headers: {}, body: 'secret text' }), 'The upstream did not respond with JSON.'],
    [
      'another shape',
      () => json({ scores: 'none' }),
      'The upstream responded in a shape that this provider does not know.',
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
