import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SLICE_LENGTH, slices, words } from '../src/tokens.ts';

/** Any UTF-16, with what texts are made of and what breaks them more often than chance would have it. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ' ',
        "'s",
        '’',
        '\0',
        '\ud800',
        '\udc00',
        '\u0301',
        '\u200d',
        'ß',
        'Σ',
        '東京',
        'ไทย',
        '👩‍👧',
        '.',
        '\n',
      ),
      fc.string({ unit: 'grapheme-ascii' }),
    ),
  )
  .map((parts) => parts.join(''));

describe('words', () => {
  it.each([
    [
      'keeps letters and digits together and splits at everything else',
      'H100-SXM, 3.35TB/s_x',
      ['h100', 'sxm', '3', '35tb', 's', 'x'],
    ],
    [
      'folds case beyond ASCII',
      'STRASSE Straße ΟΔΟΣ οδος İstanbul ISTANBUL',
      ['strasse', 'strasse', 'οδοσ', 'οδοσ', 'istanbul', 'istanbul'],
    ],
    ['folds compatibility forms', 'ｆｕｌｌ ﬁne m² ｶﾞ', ['full', 'fine', 'm2', 'ガ']],
    [
      'drops the endings of English contractions and possessives',
      "NVIDIA's GPUs don’t we'll 'tis",
      ['nvidia', 'gpus', 'don', 'we', 'tis'],
    ],
    ['leaves an apostrophe of another language to split', 'l’été d’sûreté', ['l', 'été', 'd', 'sûreté']],
    ['keeps vowel signs and accents with their letters', 'हिन्दी café', ['हिन्दी', 'café']],
    ['sees through invisible characters', 'na\u00adme می\u200cخواهم a\u200bb', ['name', 'میخواهم', 'a', 'b']],
    ['ignores emoji and punctuation', '👩‍👩‍👧 1️⃣ — … ♥️ !?', ['1']],
    ['takes unspaced text by characters and pairs', '東京へ', ['東', '京', '東京', 'へ', '京へ']],
    ['keeps a long vowel mark in Katakana', 'タワー', ['タ', 'ワ', 'タワ', 'ー', 'ワー']],
    [
      'takes Korean by syllables and pairs, so that particles do not hide a noun',
      '서울에',
      ['서', '울', '서울', '에', '울에'],
    ],
    ['takes Thai by letters with their marks', 'ดีค', ['ดี', 'ค', 'ดีค']],
    ['counts a character outside the basic plane as one', '𠮷野', ['𠮷', '野', '𠮷野']],
    [
      'parts words of spaced script from unspaced ones',
      'iPhone15東京2024年',
      ['iphone15', '東', '京', '東京', '2024', '年'],
    ],
  ])('%s', (_, input, expected) => {
    expect(words(input)).toEqual(expected);
  });

  it('finds the same words in every Unicode form of a text', () => {
    const input = 'Crème brûlée ガギグ 한국어 Ångström ὀδυσσεύς';
    expect(words(input.normalize('NFD'))).toEqual(words(input.normalize('NFC')));
  });

  it('reads ASCII the same way with and without its shortcut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (ascii) => {
        expect(words(`${ascii} é`)).toEqual([...words(ascii), 'é']);
      }),
    );
    expect(words("the fox's é")).toEqual([...words("the fox's"), 'é']);
  });

  it('finds no word in a text without letters and digits, whatever else it holds', () => {
    expect(words('')).toEqual([]);
    expect(words('\0\u0301\ufe0f\ud800\udfff \u200d...')).toEqual([]);
  });
});

describe('slices', () => {
  it('add up to the text and are never empty or longer than the bound', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 400 }), (part, times) => {
        const whole = part.repeat(times);
        const cut = [...slices(whole)];
        expect(cut.join('')).toBe(whole);
        expect(cut.every(({ length }) => length > 0 && length <= SLICE_LENGTH)).toBe(true);
      }),
    );
  });

  it('do not part a word that stands between spaces', () => {
    const whole = 'word7 '.repeat(2000);
    expect([...slices(whole)].flatMap(words)).toEqual(Array.from({ length: 2000 }, () => 'word7'));
  });

  it('do not part a character even where there is no space', () => {
    const whole = `a${'𠮷'.repeat(SLICE_LENGTH)}`;
    expect([...slices(whole)].every((slice) => slice.isWellFormed())).toBe(true);
  });
});
