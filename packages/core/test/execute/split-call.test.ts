import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byRelevance, type HttpResponse } from '../../src/index.ts';
import { type AcmeRequest, json, ranked } from '../support/acme.ts';
import { failed, setUp } from '../support/calls.ts';

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

  it('begins the parts in their order, no more at once than maxParallel, whichever is done first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (scheduler, parts, maxParallel) => {
          let running = 0;
          let most = 0;
          const { model, sent } = setUp(async (request) => {
            most = Math.max(most, ++running);
            await scheduler.schedule(Promise.resolve());
            running--;
            return ranked(request);
          });
          const texts = Array.from({ length: parts * 3 }, (_, index) => 'x'.repeat(index + 1));
          const call = model.rerank({ query: 'q', documents: texts }, { maxParallel });
          await scheduler.waitFor(call);
          expect((await call).results.map(({ document }) => document)).toEqual(texts.toReversed());
          expect(most).toBe(Math.min(maxParallel, parts));
          const firsts = sent.map(({ body }) => (JSON.parse(body) as AcmeRequest).passages[0]?.text);
          expect(firsts).toEqual(texts.filter((_, index) => index % 3 === 0));
        },
      ),
    );
  });

  it('begins no further part after one has failed for good, even where another succeeds later', async () => {
    let respond: (response: HttpResponse) => void = () => {};
    const late = () =>
      new Promise<HttpResponse>((resolve) => {
        respond = resolve;
      });
    const { model, sent } = setUp(late, () => json({}, 401), ranked);
    await failed(model.rerank({ query: 'q', documents }, { maxParallel: 2 }));
    respond(ranked(sent[0]!));
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toHaveLength(2);
  });
});
