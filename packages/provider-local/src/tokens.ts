/** No slice is longer, in UTF-16 units: it bounds the work of one step and the stack of one regular expression. */
export const SLICE_LENGTH = 8192;

/**
 * Cuts a text into pieces, at a space where there is one. Backtracking stacks overflow and canonical reordering is
 * quadratic on a hostile text of megabytes without a break; in a piece of bounded length neither matters.
 */
export function* slices(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    let slice = text.slice(start, start + SLICE_LENGTH);
    if (start + slice.length < text.length) {
      const space = slice.lastIndexOf(' ');
      if (space > 0) slice = slice.slice(0, space);
      else if (isHighSurrogate(slice.charCodeAt(slice.length - 1))) slice = slice.slice(0, -1);
    }
    start += slice.length;
    yield slice;
  }
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

const nonAscii = /[^\p{ASCII}]/u;
const asciiWord = /[a-z0-9]+/g;
// Soft hyphens, joiners, direction marks, variation selectors: invisible inside a word. The zero width space ends one.
const ignorable = /(?!\u200b)\p{Default_Ignorable_Code_Point}+/gu;
const contraction = /(?<=[a-z])['’](?:s|t|d|m|ll|re|ve)\b/g;

// Scripts that are written without spaces, and Korean, whose particles are written on to the word.
const unspaced = String.raw`\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}`;
const word = new RegExp(
  String.raw`(?:(?![${unspaced}])[\p{L}\p{N}]\p{M}*)+|(?<run>(?:(?=[\p{L}\p{N}])[${unspaced}]\p{M}*)+)`,
  'gu',
);
const character = /[\p{L}\p{N}]\p{M}*/gu;

/**
 * The words of one slice, folded to one case and one Unicode form. Where words are not set apart by spaces, each
 * character (with its marks) and each pair of neighbours stands for a word.
 */
export function words(slice: string): readonly string[] {
  if (!nonAscii.test(slice)) return slice.toLowerCase().replace(contraction, '').match(asciiWord) ?? [];
  const found: string[] = [];
  for (const match of fold(slice).matchAll(word)) {
    if (match.groups?.['run'] === undefined) found.push(match[0]);
    else pushCharacters(match[0], found);
  }
  return found;
}

/** Upper case first: it maps `ß` to `SS` and a final sigma to the sigma that stands elsewhere. */
const fold = (text: string): string =>
  text.normalize('NFKC').replace(ignorable, '').toUpperCase().toLowerCase().normalize('NFKC').replace(contraction, '');

function pushCharacters(run: string, found: string[]): void {
  let previous = '';
  for (const [one] of run.matchAll(character)) {
    found.push(one);
    if (previous !== '') found.push(previous + one);
    previous = one;
  }
}
