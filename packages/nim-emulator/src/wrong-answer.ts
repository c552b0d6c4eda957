import { type Answer, json } from './answer.ts';
import type { WrongAnswer } from './fault.ts';
import type { Ranking } from './rank.ts';

const DEFAULT_HUGE_BYTES = 65 * 1024 * 1024;

/** The answer that a ranking would have had, made wrong. */
export function spoil(ranking: Ranking, how: WrongAnswer, bytes = DEFAULT_HUGE_BYTES): Answer {
  const right = json(200, ranking);
  switch (how) {
    case 'malformed_json':
      return { ...right, body: right.body.slice(0, -2) };
    case 'huge_body':
      return { ...right, padToBytes: bytes };
    case 'unsorted':
      return json(200, { ...ranking, rankings: ranking.rankings.toReversed() });
    default:
      return json(200, { ...ranking, rankings: spoilLast(ranking.rankings, how) });
  }
}

type Entry = { readonly index: number; readonly logit: number | string | null };

function spoilLast(
  rankings: Ranking['rankings'],
  how: Exclude<WrongAnswer, 'malformed_json' | 'huge_body' | 'unsorted'>,
): readonly Entry[] {
  const rest: readonly Entry[] = rankings.slice(0, -1);
  const [first, last] = [rankings.at(0), rankings.at(-1)];
  if (first === undefined || last === undefined) return rankings;
  switch (how) {
    case 'missing_document':
      return rest;
    case 'duplicate_index':
      // A list of one gets a second entry, so that there is an index to repeat.
      return rest.length === 0 ? [last, last] : [...rest, { ...last, index: first.index }];
    case 'index_out_of_range':
      return [...rest, { ...last, index: rankings.length }];
    case 'null_logit':
      return [...rest, { ...last, logit: null }];
    case 'nan_logit':
      return [...rest, { ...last, logit: 'NaN' }];
  }
}
