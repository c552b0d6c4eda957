import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreBm25 } from '../src/bm25.ts';

/** The documents' indices, best first. */
const rank = (query: string, documents: readonly string[]): number[] => {
  const scores = scoreBm25(query, documents);
  return [...documents.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
};

// A few words, so that queries and documents meet.
const prose = fc
  .array(
    fc.constantFrom(
      'gpu',
      'GPUs',
      'memory',
      'the',
      'of',
      'was',
      'bandwidth',
      '東京',
      'été',
      "fox's",
      '.',
      '\ud800',
      '__proto__',
    ),
  )
  .map((parts) => parts.join(' '));
const anything = fc.oneof(prose, fc.string({ unit: 'binary' }));

describe('ranking', () => {
  it('puts the passage that answers first and the one without a common word last', () => {
    const documents = [
      'The Hopper GPU is paired with the Grace CPU using NVIDIA NVLink-C2C, delivering 900GB/s bandwidth.',
      'A100 provides up to 20X higher performance over the prior generation.',
      'Accelerated servers with H100 deliver 3 terabytes per second (TB/s) of memory bandwidth per GPU.',
    ];
    expect(rank('What is the GPU memory bandwidth of H100 SXM?', documents)).toEqual([2, 0, 1]);
    expect(scoreBm25('H100 SXM', documents)[1]).toBe(0);
  });

  it('matches other forms of a word', () => {
    expect(rank('ranking models', ['It ran.', 'A model that ranks.'])).toEqual([1, 0]);
  });

  it('weighs a rare word more than a common one', () => {
    expect(rank('gpu turbine', ['gpu', 'gpu', 'turbine', 'gpu'])[0]).toBe(2);
  });

  it('weighs a word more that the query repeats', () => {
    expect(rank('wing slipstream wing', ['slipstream', 'wing'])).toEqual([1, 0]);
  });

  it('marks a long document down', () => {
    expect(rank('turbine', [`turbine ${'other words '.repeat(20)}`, 'turbine blades'])).toEqual([1, 0]);
  });

  it('does not mark a document down for its stop words', () => {
    const [plain, wordy] = scoreBm25('turbine', ['turbine wing', 'it was the turbine of the wing']);
    expect(plain).toBe(wordy);
  });

  it('does not count stop words in a query that has other words', () => {
    expect(rank('what is the turbine', ['what is the what is the', 'turbine'])).toEqual([1, 0]);
  });

  it('still ranks by a query of nothing but stop words', () => {
    expect(rank('To be, or not to be', ['Wing theory.', 'Not to be outdone, or to be.'])).toEqual([1, 0]);
    expect(rank('who is it', ['turbine', 'who is it'])).toEqual([1, 0]);
  });

  it('finds a word in text without spaces', () => {
    expect(rank('東京タワー', ['大阪城へ行く', '明日東京タワーへ行く'])).toEqual([1, 0]);
    expect(rank('猫', ['黒犬がいる', '黒猫がいる'])).toEqual([1, 0]);
    expect(rank('สวัสดี', ['ลาก่อน', 'เขาพูดว่าสวัสดีครับ'])).toEqual([1, 0]);
    expect(rank('서울', ['부산에서 만나요', '서울에서 만나요'])).toEqual([1, 0]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('takes %s for a word like any other', (word) => {
    const scores = scoreBm25(word, ['nothing', `it says ${word}`]);
    expect(scores[0]).toBe(0);
    expect(scores[1]).toBeGreaterThan(0);
  });
});

describe('scores', () => {
  it('are what the formula gives', () => {
    // Terms: gpu twice in the query, memory once. Lengths 2 and 1, the mean is 1.5.
    const [first, second] = scoreBm25('gpu gpu memory', ['memory gpu', 'gpu'], { k1: 1, b: 0.5 });
    const part = (frequency: number, length: number) => (frequency * 2) / (frequency + 0.5 + (0.5 * length) / 1.5);
    expect(first).toBeCloseTo(2 * Math.log(2) * part(1, 2) + Math.log(3) * part(1, 2), 12);
    expect(second).toBeCloseTo(2 * Math.log(2) * part(1, 1), 12);
  });

  it('are finite, 0 or more, and one for each document', () => {
    const options = fc.record({
      k1: fc.double({ min: 0, max: 10, noNaN: true }),
      b: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(anything, fc.array(anything), options, (query, documents, chosen) => {
        const scores = scoreBm25(query, documents, chosen);
        expect(scores).toHaveLength(documents.length);
        expect(scores.every((score) => Number.isFinite(score) && score >= 0)).toBe(true);
      }),
    );
  });

  it('go with their documents into any other order', () => {
    const shuffledPair = fc
      .array(prose, { minLength: 1 })
      .chain((documents) =>
        fc.tuple(fc.constant(documents), fc.shuffledSubarray([...documents.keys()], { minLength: documents.length })),
      );
    fc.assert(
      fc.property(prose, shuffledPair, (query, [documents, order]) => {
        const scores = scoreBm25(query, documents);
        const reordered = scoreBm25(
          query,
          order.map((index) => documents[index] ?? ''),
        );
        expect([...reordered]).toEqual(order.map((index) => scores[index]));
      }),
    );
  });

  it('stay 0 where no word is shared, whatever document is added', () => {
    fc.assert(
      fc.property(prose, fc.array(prose), (query, documents) => {
        const scores = scoreBm25(query, [...documents, 'zzz']);
        expect(scores[documents.length]).toBe(0);
        expect(scores.length).toBe(documents.length + 1);
      }),
    );
  });

  it('are equal for equal documents', () => {
    const scores = scoreBm25('turbine blade', ['a turbine', 'blades', 'a turbine']);
    expect(scores[0]).toBe(scores[2]);
  });

  it('are all 0 for a query without a word', () => {
    expect([...scoreBm25('?! 👩‍👧', ['turbine', '?!'])]).toEqual([0, 0]);
  });

  it('are all 0 where no document has a word, and none for no documents', () => {
    expect([...scoreBm25('turbine', ['', '...', '\0', '\ud800'])]).toEqual([0, 0, 0, 0]);
    expect(scoreBm25('turbine', [])).toHaveLength(0);
  });
});

describe('hostile text', () => {
  it.each([
    ['letters without a space', 'a'],
    ['letters and accents', 'e\u0301'],
    ['accents in the wrong order', '\u0301\u0323'],
    ['ligatures that expand', '\ufdfa'],
    ['halves of surrogate pairs', '\ud800'],
    ['apostrophes', "a's"],
    ['letters that are vowel and consonant', 'y'],
    ['invisible characters', '\u00ad'],
    ['family emoji', '👩‍👩‍👧'],
  ])('of many %s is scored like any other', (_, unit) => {
    const scores = scoreBm25('turbine', [unit.repeat(2 ** 18 / unit.length), 'turbine']);
    expect(scores[0]).toBe(0);
    expect(scores[1]).toBeGreaterThan(0);
  });

  it('of ten million letters without a break does not exhaust the stack', () => {
    expect(scoreBm25('turbine', ['é'.repeat(1e7)])[0]).toBe(0);
  });

  it('in the query is scored too', () => {
    expect(scoreBm25('turbine '.repeat(2 ** 17), ['turbine', 'wing'])[0]).toBeGreaterThan(0);
    expect(scoreBm25('.*(a+)+$[', ['aaaa', '.*'])[0]).toBe(0);
  });
});

describe('options', () => {
  it('let k1 of 0 count a term once', () => {
    const [once, thrice] = scoreBm25('turbine', ['turbine wing', 'turbine turbine turbine'], { k1: 0 });
    expect(once).toBe(thrice);
  });

  it('let b of 0 ignore the length', () => {
    const [short, long] = scoreBm25('turbine', ['turbine', 'turbine wing wing wing'], { b: 0 });
    expect(short).toBe(long);
  });

  it.each([{ k1: -1 }, { k1: 10.1 }, { k1: Number.NaN }])('refuse %j, which is out of bounds', (options) => {
    expect(() => scoreBm25('q', ['d'], options)).toThrow(new RangeError('k1 must be a number from 0 to 10'));
  });

  it.each([{ b: -0.1 }, { b: 1.1 }, { b: Number.POSITIVE_INFINITY }])(
    'refuse %j, which is out of bounds',
    (options) => {
      expect(() => scoreBm25('q', ['d'], options)).toThrow(new RangeError('b must be a number from 0 to 1'));
    },
  );
});
