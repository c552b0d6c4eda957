import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toModel } from '../src/models.ts';
import { profiles } from '../src/profiles.ts';
import { type Ranking, rank } from '../src/rank.ts';
import type { RankPassage, RankRequest } from '../src/validate.ts';

const settings = profiles['nim-2.3'].container?.settings;
if (settings === undefined) throw new Error('nim-2.3 is a container');

const ask = (query: string, passages: readonly RankPassage[], more: Partial<RankRequest> = {}) =>
  rank({ model: toModel({ id: 'a', maxTokens: 20 }), settings, query, passages, truncate: 'NONE', ...more });

function ranked(result: ReturnType<typeof rank>): Ranking {
  if ('message' in result) throw new Error(result.message);
  return result;
}

const texts = (...all: string[]) => all.map((text) => ({ text }));

test('ranks every passage, best first, equals in their order', () => {
  const { rankings } = ranked(ask('memory', texts('no', 'memory', 'no', 'memory of things')));
  expect(rankings.map(({ index }) => index)).toEqual([1, 3, 0, 2]);
});

test('counts the tokens of every pair', () => {
  const { usage } = ranked(ask('one two', texts('three', 'four five')));
  // Twice two of the query and six of the template, and three of the passages.
  expect(usage).toEqual({ prompt_tokens: 19, total_tokens: 19 });
  const image = { image: 'data:image/png;base64,iVBORw==' };
  const model = toModel('nvidia/llama-nemotron-rerank-vl-1b-v2');
  expect(ranked(ask('one', [image], { model })).usage?.prompt_tokens).toBe(263);
});

test('refuses a pair that is too long, by the status and the count that the profile says', () => {
  const long = texts('a b', 'word '.repeat(20));
  expect(ask('one', long)).toEqual({
    status: 422,
    message: 'Input length 27 exceeds maximum allowed token size 20',
  });
  const padded = { ...settings, overLengthStatus: 400, reportedLength: 'power_of_two' as const };
  expect(ask('one', long, { settings: padded })).toEqual({
    status: 400,
    message: 'Input length 32 exceeds maximum allowed token size 20',
  });
});

test('END cuts a passage from the right, so that what stood there is not found', () => {
  const fits = `${'word '.repeat(12)}memory`;
  const tooLong = `${'word '.repeat(13)}memory`;
  const { rankings, usage } = ranked(ask('memory', texts(tooLong, fits), { truncate: 'END' }));
  expect(rankings.map(({ index }) => index)).toEqual([1, 0]);
  expect(rankings[1]?.logit).toBe(-13);
  expect(usage?.prompt_tokens).toBe(40);
});

test('END leaves nothing of a passage beside a query that fills the model', () => {
  const { rankings } = ranked(ask('memory '.repeat(20), texts('memory'), { truncate: 'END' }));
  expect(rankings[0]?.logit).toBeLessThan(-8);
});

test('a logit depends on its own passage alone: parts of a list merge into the ranking of the whole', () => {
  const passage = fc.array(fc.constantFrom('memory', 'gpu', 'bandwidth', 'fast', 'h100'), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(fc.array(passage, { minLength: 2, maxLength: 12 }), fc.nat(), (lists, at) => {
      const passages = texts(...lists.map((words) => words.join(' ')));
      const cut = 1 + (at % (passages.length - 1));
      const of = (part: readonly RankPassage[]) => ranked(ask('gpu memory', part, { truncate: 'END' })).rankings;
      const whole = of(passages);
      const parts = [
        ...of(passages.slice(0, cut)),
        ...of(passages.slice(cut)).map(({ index, logit }) => ({
          index: index + cut,
          logit,
        })),
      ].sort((a, b) => b.logit - a.logit || a.index - b.index);
      expect(parts).toEqual(whole);
    }),
  );
});
