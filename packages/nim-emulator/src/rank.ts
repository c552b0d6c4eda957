import { createScorer } from './score.ts';
import { countTokens, cutToTokens, IMAGE_TOKENS, TEMPLATE_TOKENS } from './tokens.ts';
import type { RankPassage, RankRequest, Refusal } from './validate.ts';

/** As docs.nvidia.com/nim/nemo-retriever/text-reranking/2.3 shows it; 1.x has no `usage`. */
export interface Ranking {
  readonly rankings: readonly { readonly index: number; readonly logit: number }[];
  readonly usage?: { readonly prompt_tokens: number; readonly total_tokens: number };
}

/** Ranks every passage, best first, or refuses when a pair is too long and may not be cut. */
export function rank(request: RankRequest): Ranking | Refusal {
  const { query, passages, settings, model, truncate } = request;
  const queryTokens = countTokens(query);
  const lengths = passages.map((passage) => TEMPLATE_TOKENS + queryTokens + passageTokens(passage));
  const longest = lengths.reduce((a, b) => Math.max(a, b), 0);
  if (longest > model.maxTokens && truncate === 'NONE') {
    const reported = settings.reportedLength === 'exact' ? longest : 2 ** Math.ceil(Math.log2(longest));
    const message = `Input length ${reported} exceeds maximum allowed token size ${model.maxTokens}`;
    return { status: settings.overLengthStatus, message };
  }

  const score = createScorer(query);
  // The query is cut only where nothing is left of the passage, and no words are left to match then.
  const room = Math.max(0, model.maxTokens - TEMPLATE_TOKENS - queryTokens);
  const rankings = passages
    .map((passage, index) => ({ index, logit: score(cut(passage, room)) }))
    .sort((a, b) => b.logit - a.logit || a.index - b.index);
  if (settings.usage === 'absent') return { rankings };
  const tokens = lengths.reduce((sum, length) => sum + Math.min(length, model.maxTokens), 0);
  return { rankings, usage: { prompt_tokens: tokens, total_tokens: tokens } };
}

const passageTokens = ({ text = '', image }: RankPassage): number =>
  countTokens(text) + (image === undefined ? 0 : IMAGE_TOKENS);

function cut({ text, image }: RankPassage, room: number): RankPassage {
  const left = image === undefined ? room : Math.max(0, room - IMAGE_TOKENS);
  return { text: text === undefined ? undefined : cutToTokens(text, left), image };
}
