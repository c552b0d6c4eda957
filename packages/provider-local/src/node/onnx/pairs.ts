import type { Tokenizer } from '@huggingface/tokenizers';
import { RerankError } from '@openrerank/core';
import { lengthsWithin, type Truncation } from './truncation.ts';

/** A query and a document as the model reads them. */
export interface Pair {
  readonly ids: readonly number[];
  /** For models that tell the two texts apart by a number for each token. */
  readonly typeIds: readonly number[];
}

/** Where the texts and the special tokens stand in a pair. */
type Place = { readonly text: 'first' | 'second' } | { readonly id: number };
type Layout = readonly (Place & { readonly typeId: number })[];

/** Text beyond it would be cut off after all: no text worth reading has so few tokens for its length. */
const CHARACTERS_PER_TOKEN = 100;

/**
 * Tokenizes a query with each of many documents, cut to what the model can read. The library knows no truncation, and takes
 * an empty document for none; so the texts are tokenized apart and put together here.
 */
export function createPairing(tokenizer: Tokenizer, truncation: Truncation) {
  const { maxTokens, strategy, direction } = truncation;
  const layout = layoutOf(tokenizer);
  const room = Math.max(0, maxTokens - layout.filter((place) => 'id' in place).length);
  const tokenize = (text: string): readonly number[] => {
    const { ids } = tokenizer.encode(ends(text, room * CHARACTERS_PER_TOKEN, direction), { add_special_tokens: false });
    // A vocabulary without a token for unknown words has none for them.
    return ids.filter((id: number | undefined) => id !== undefined);
  };

  return (query: string) => {
    const queryIds = tokenize(query);
    return (document: string): Pair => {
      const documentIds = tokenize(document);
      const [first, second] = lengthsWithin(queryIds.length, documentIds.length, room, strategy);
      return fill(layout, { first: ends(queryIds, first, direction), second: ends(documentIds, second, direction) });
    };
  };
}

/** As much of a text or a list as may stay. */
function ends<Cut extends string | readonly number[]>(whole: Cut, length: number, direction: Truncation['direction']) {
  const start = direction === 'Left' ? Math.max(0, whole.length - length) : 0;
  return whole.slice(start, start + length) as Cut;
}

/** Found out with two made-up tokens, as each kind of post-processor writes its layout in a way of its own. */
function layoutOf(tokenizer: Tokenizer): Layout {
  const [first, second] = ['\0first', '\0second'];
  const processed = tokenizer.post_processor?.([first], [second], true);
  // One that only corrects offsets gives the two back as they were.
  const joined = processed === undefined || processed.tokens_pair !== undefined;
  const tokens: readonly string[] = joined ? [first, second] : processed.tokens;
  return tokens.map((token, index) => {
    const typeId = processed?.token_type_ids?.[index] ?? 0;
    if (token === first) return { text: 'first', typeId };
    if (token === second) return { text: 'second', typeId };
    return { id: idOf(tokenizer, token), typeId };
  });
}

function idOf(tokenizer: Tokenizer, token: string): number {
  const id: number | undefined = tokenizer.token_to_id(token);
  if (id !== undefined) return id;
  throw new RerankError('unavailable', `tokenizer.json puts "${token}" around a text and has no such token.`, {
    retryable: false,
  });
}

function fill(layout: Layout, texts: { readonly first: readonly number[]; readonly second: readonly number[] }): Pair {
  const ids: number[] = [];
  const typeIds: number[] = [];
  for (const place of layout) {
    const own = 'id' in place ? [place.id] : texts[place.text];
    for (const id of own) {
      ids.push(id);
      typeIds.push(place.typeId);
    }
  }
  return { ids, typeIds };
}
