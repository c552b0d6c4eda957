/**
 * Tokens, by estimate: a run of ASCII letters and digits is one token for every six begun, any other visible character
 * is one of its own. English prose comes out within some 15 % of the models' tokenizer; no count is exact.
 */
export const countTokens = (text: string): number => scan(text, Number.POSITIVE_INFINITY).tokens;

/** The longest beginning of the text that has at most this many tokens. */
export const cutToTokens = (text: string, tokens: number): string => text.slice(0, scan(text, tokens).end);

/** What the prompt template of the open weights adds: `question:{q} \n \n passage:{p}`. */
export const TEMPLATE_TOKENS = 6;

/** A constant for an image of any size. The tiles that NVIDIA's model cuts it into are not emulated. */
export const IMAGE_TOKENS = 256;

const CHARACTERS_PER_TOKEN = 6;

function scan(text: string, limit: number): { tokens: number; end: number } {
  let tokens = 0;
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isWordUnit(unit)) {
      if (run % CHARACTERS_PER_TOKEN === 0) tokens++;
      run++;
    } else {
      run = 0;
      // The second half of a surrogate pair belongs to the first.
      if (unit > 32 && (unit & 0xfc00) !== 0xdc00) tokens++;
    }
    if (tokens > limit) return { tokens: limit, end: at };
  }
  return { tokens, end: text.length };
}

/** ASCII letters and digits. */
const isWordUnit = (unit: number): boolean =>
  (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57);
