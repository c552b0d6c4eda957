import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRanking, mergeRankings, mergeUsage, splitPassages } from '../../src/execute/split-merge.ts';
import { byRelevance } from '../../src/index.ts';
import { acmeCapabilities } from '../support/acme.ts';

const passages = (count: number) => Array.from({ length: count }, (_, index) => ({ text: `p${index}` }));

describe('splitPassages', () => {
  it('leaves alone what fits, and does not copy it', () => {
    const three = passages(3);
    expect(splitPassages(three, acmeCapabilities, 'reject')).toEqual([{ firstIndex: 0, passages: three }]);
    expect(splitPassages(three, acmeCapabilities, 'split')[0]?.passages).toBe(three);
    const many = passages(5000);
    expect(splitPassages(many, { ...acmeCapabilities, maxDocuments: undefined }, 'split')).toHaveLength(1);
  });

  it('makes the fewest parts that fit, equal to within one, which together are the list', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 50 }), (count, maxDocuments) => {
        const all = passages(count);
        const parts = splitPassages(all, { ...acmeCapabilities, maxDocuments }, 'split');
        const sizes = parts.map((part) => part.passages.length);
        expect(parts).toHaveLength(Math.ceil(count / maxDocuments));
        expect(Math.max(...sizes)).toBeLessThanOrEqual(maxDocuments);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        expect(parts.flatMap((part) => part.passages)).toEqual(all);
        for (const { firstIndex, passages: own } of parts) expect(all[firstIndex]).toBe(own[0]);
      }),
    );
  });

  it('refuses what may not be split, and says why', () => {
    expect(() => splitPassages(passages(4), acmeCapabilities, 'reject')).toThrow(
      expect.objectContaining({
        code: 'unsupported',
        message:
          "documents holds 4, more than the 3 that one request to this model may carry, and overflow is 'reject'.",
      }),
    );
    expect(() => splitPassages(passages(4), { ...acmeCapabilities, scoring: 'listwise' }, 'split')).toThrow(
      /its scores depend on the other documents/,
    );
  });
});

describe('checkRanking', () => {
  const check =
    (ranking: readonly (readonly [number, unknown])[], count: number, fewest = count) =>
    () =>
      checkRanking(
        ranking.map(([index, score]) => ({ index, relevanceScore: score as number })),
        count,
        fewest,
        { kind: 'unknown' },
      );

  it('accepts each passage once, in any order', () => {
    expect(
      check(
        [
          [1, 0],
          [0, -0.5],
          [2, 3],
        ],
        3,
      ),
    ).not.toThrow();
    expect(check([[2, 1]], 3, 1)).not.toThrow();
  });

  it.each([
    [
      [
        [0, 1],
        [1, 2],
      ],
      'The upstream ranked 2 of 3 documents.',
    ],
    [[], 'The upstream ranked 0 of 3 documents.'],
    [
      [
        [0, 1],
        [1, 2],
        [1, 3],
      ],
      'The upstream ranked document 1 twice.',
    ],
    [
      [
        [0, 1],
        [1, 2],
        [3, 3],
      ],
      'The upstream gave an index outside the 3 documents.',
    ],
    [
      [
        [0, 1],
        [1, 2],
        [-1, 3],
      ],
      'The upstream gave an index outside the 3 documents.',
    ],
    [
      [
        [0, 1],
        [1, 2],
        [0.5, 3],
      ],
      'The upstream gave an index outside the 3 documents.',
    ],
    [
      [
        [0, 1],
        [1, Number.NaN],
        [2, 3],
      ],
      'The upstream gave document 1 a relevance score that is not a finite number.',
    ],
    [
      [
        [0, 1],
        [1, Number.NEGATIVE_INFINITY],
        [2, 3],
      ],
      'The upstream gave document 1 a relevance score that is not a finite number.',
    ],
    [
      [
        [0, 1],
        [1, '2'],
        [2, 3],
      ],
      'The upstream gave document 1 a relevance score that is not a finite number.',
    ],
    [
      [
        [0, 1],
        [1, null],
        [2, 3],
      ],
      'The upstream gave document 1 a relevance score that is not a finite number.',
    ],
  ] as const)('refuses %j for three documents', (ranking, message) => {
    expect(check(ranking, 3)).toThrow(expect.objectContaining({ code: 'invalid_response', message }));
  });
});

describe('mergeRankings', () => {
  it('gives what one request would have given', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 10 }),
        (scores, maxDocuments) => {
          const parts = splitPassages(passages(scores.length), { ...acmeCapabilities, maxDocuments }, 'split');
          const rankings = parts.map(({ firstIndex, passages: own }) => ({
            ranking: own.map((_, index) => ({ index, relevanceScore: scores[firstIndex + index] as number })).reverse(),
          }));
          const inputs = parts.map((input) => ({ input }));
          const whole = scores.map((relevanceScore, index) => ({ index, relevanceScore })).sort(byRelevance);
          expect(mergeRankings(inputs, rankings)).toEqual(whole);
        },
      ),
    );
  });

  it('keeps input order where scores are equal', () => {
    const ranking = [3, 1, 0, 2].map((index) => ({ index, relevanceScore: index === 3 ? 1 : 0.5 }));
    const [input] = splitPassages(passages(4), { ...acmeCapabilities, maxDocuments: 4 }, 'split');
    expect(mergeRankings([{ input: input! }], [{ ranking }]).map(({ index }) => index)).toEqual([3, 0, 1, 2]);
  });
});

describe('mergeUsage', () => {
  it('sums what every part reported', () => {
    expect(
      mergeUsage([{ usage: { totalTokens: 2, searchUnits: 1 } }, { usage: { totalTokens: 3, searchUnits: 0 } }]),
    ).toEqual({
      totalTokens: 5,
      searchUnits: 1,
    });
  });

  it('leaves out a count that a part did not report', () => {
    expect(mergeUsage([{ usage: { totalTokens: 2, inputTokens: 2 } }, { usage: { totalTokens: 3 } }])).toEqual({
      totalTokens: 5,
    });
    expect(mergeUsage([{ usage: { totalTokens: 2 } }, {}])).toBeUndefined();
    expect(mergeUsage([{}])).toBeUndefined();
  });
});
