/** No slice is longer, in UTF-16 units: it bounds the work of one step and the stack of one regular expression. */
export const SLICE_LENGTH = 2048;

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
// The ends of "NVIDIA's", "don't", "we'll".
const contraction = /(?<=[\p{L}\p{M}\p{N}])['’](?:s|t|d|m|ll|re|ve)(?![\p{L}\p{M}\p{N}])/gu;
// Soft hyphens, joiners, direction marks, variation selectors: invisible inside a word. The zero width space ends one.
const ignorable = /(?:(?!\u200b)\p{Default_Ignorable_Code_Point})+/gu;

// Scripts that are written without spaces, and Korean, whose particles are written on to the word.
const unspaced = String.raw`\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}`;
// Enclosing marks are left out: they draw emoji, as in keycaps.
const character = String.raw`[\p{L}\p{N}][\p{Mn}\p{Mc}]*`;
const word = new RegExp(`(?<run>(?:(?=[${unspaced}])${character})+)|(?:(?![${unspaced}])${character})+`, 'gu');
const characters = new RegExp(character, 'gu');

/**
 * The words of one slice, in one case and one Unicode form. Where words are not set apart by spaces, each character (with
 * its marks) and each pair of neighbours stands for a word. Punctuation and emoji are none.
 */
export function words(slice: string): readonly string[] {
  if (!nonAscii.test(slice)) return slice.toLowerCase().replace(contraction, '').match(asciiWord) ?? [];
  const found: string[] = [];
  for (const { 0: match, groups } of fold(slice).matchAll(word)) {
    if (groups?.['run'] === undefined) found.push(match);
    else pushCharacters(match, found);
  }
  return found;
}

/**
 * One form for what differs in case or compatibility only. By way of upper case, which takes `ß` for `SS`; a sigma at the
 * end of a word and the dot that a Turkish capital I leaves behind are JavaScript's lower case, and no difference.
 */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(ignorable, '')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll('ς', 'σ')
    .replaceAll('i\u0307', 'i')
    .replace(contraction, '');

function pushCharacters(run: string, found: string[]): void {
  let previous = '';
  for (const [one] of run.matchAll(characters)) {
    found.push(one);
    if (previous !== '') found.push(previous + one);
    previous = one;
  }
}
