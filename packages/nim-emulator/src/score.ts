import { scoreBm25 } from '@openrerank/provider-local/bm25';
import { documentedLogit } from './documented.ts';
import { toHalf } from './half.ts';
import type { RankPassage } from './validate.ts';

/**
 * A passage's logit for a query: BM25 between -13, where nothing is in common, and about 15. Like NVIDIA's models it
 * depends on the two alone and never on the other passages, so each passage is scored beside the same yardstick.
 *
 * What an image shows is not looked at: without text its bytes make a low score, the same for the same image.
 */
export function createScorer(query: string): (passage: RankPassage) => number {
  // What a passage scores that is nothing but the query.
  const full = beside(query, query);
  return ({ text, image }) => {
    if (text === undefined || text === '') return toHalf(FLOOR + spread(image ?? ''));
    const documented = documentedLogit(query, text);
    if (documented !== undefined) return documented;
    return toHalf(full === 0 ? FLOOR : FLOOR + (SPAN * beside(query, text)) / full);
  };
}

const FLOOR = -13;
const SPAN = 24;

// A word that no query has, as often as a passage of middling length has words.
const YARDSTICK = 'zyxwvutsrq '.repeat(64);

const beside = (query: string, passage: string): number => scoreBm25(query, [passage, YARDSTICK])[0] ?? 0;

/** Between 0 and 4: FNV-1a over the text. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0) / 2 ** 30;
}
