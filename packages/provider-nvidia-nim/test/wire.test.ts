import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseResponse } from '../src/wire.ts';

const answer = (rankings: unknown, usage?: unknown) => ({ rankings, usage });

describe('parseResponse', () => {
  test('keeps raw logits and the order that it was given', () => {
    const rankings = [
      { index: 1, logit: -23.1 },
      { index: 0, logit: 20.6 },
    ];
    expect(parseResponse(answer(rankings)).ranking).toEqual([
      { index: 1, relevanceScore: -23.1 },
      { index: 0, relevanceScore: 20.6 },
    ]);
  });

  test.each([
    ['null', null],
    ['a missing logit', [{ index: 0 }]],
    ['a null logit', [{ index: 0, logit: null }]],
    ['a logit as text', [{ index: 0, logit: '1.5' }]],
    ['NaN', [{ index: 0, logit: Number.NaN }]],
    ['infinity', [{ index: 0, logit: Number.POSITIVE_INFINITY }]],
    ['a missing index', [{ logit: 1 }]],
    ['an index that is not an integer', [{ index: 0.5, logit: 1 }]],
    ['an index as text', [{ index: '0', logit: 1 }]],
    ['an object for a list', { index: 0, logit: 1 }],
  ])('refuses rankings with %s', (_, rankings) => {
    expect(() => parseResponse(answer(rankings))).toThrow();
  });

  test.each([
    ['absent', undefined],
    ['null', null],
    ['empty', {}],
    ['of nulls', { prompt_tokens: null, total_tokens: null }],
    ['of nonsense', { prompt_tokens: '12', total_tokens: -1 }],
    ['not an object', 12],
  ])('reports no usage where it is %s', (_, usage) => {
    expect(parseResponse(answer([{ index: 0, logit: 1 }], usage))).toStrictEqual({
      ranking: [{ index: 0, relevanceScore: 1 }],
    });
  });

  test('reports the one count that is there', () => {
    expect(parseResponse(answer([], { prompt_tokens: 7 })).usage).toEqual({ inputTokens: 7 });
    expect(parseResponse(answer([], { total_tokens: 0 })).usage).toEqual({ totalTokens: 0 });
  });

  test('gives a ranking of finite numbers for any JSON, or throws', () => {
    const json = fc.oneof(
      fc.jsonValue(),
      fc.record({
        rankings: fc.array(fc.record({ index: fc.jsonValue(), logit: fc.jsonValue() })),
        usage: fc.jsonValue(),
      }),
      fc.record({ rankings: fc.array(fc.record({ index: fc.nat(), logit: fc.double() })) }),
    );
    fc.assert(
      fc.property(json, (body) => {
        let parsed: ReturnType<typeof parseResponse>;
        try {
          parsed = parseResponse(body);
        } catch {
          return;
        }
        for (const { index, relevanceScore } of parsed.ranking) {
          expect(Number.isInteger(index)).toBe(true);
          expect(Number.isFinite(relevanceScore)).toBe(true);
        }
      }),
    );
  });
});
