import { expect, test } from 'vitest';
import type { WrongAnswer } from '../src/fault.ts';
import { spoil } from '../src/wrong-answer.ts';

const ranking = {
  rankings: [
    { index: 1, logit: 2 },
    { index: 0, logit: -1 },
    { index: 2, logit: -3 },
  ],
  usage: { prompt_tokens: 3, total_tokens: 3 },
};

const spoiled = (how: WrongAnswer, of: Parameters<typeof spoil>[0] = ranking) => JSON.parse(spoil(of, how).body);

test.each([
  ['missing_document', [ranking.rankings[0], ranking.rankings[1]]],
  ['duplicate_index', [ranking.rankings[0], ranking.rankings[1], { index: 1, logit: -3 }]],
  ['index_out_of_range', [ranking.rankings[0], ranking.rankings[1], { index: 3, logit: -3 }]],
  ['null_logit', [ranking.rankings[0], ranking.rankings[1], { index: 2, logit: null }]],
  ['nan_logit', [ranking.rankings[0], ranking.rankings[1], { index: 2, logit: 'NaN' }]],
  ['unsorted', ranking.rankings.toReversed()],
] as const)('%s', (how, rankings) => {
  expect(spoiled(how)).toEqual({ ...ranking, rankings });
  expect(spoil(ranking, how).status).toBe(200);
});

test('malformed JSON is all there but for its end', () => {
  const { body, headers } = spoil(ranking, 'malformed_json');
  expect(() => JSON.parse(body)).toThrow();
  expect(JSON.parse(`${body}}}`)).toEqual(ranking);
  expect(headers['content-type']).toBe('application/json');
});

test('a huge body is the right one with spaces behind', () => {
  expect(spoil(ranking, 'huge_body').padToBytes).toBe(65 * 1024 * 1024);
  expect(spoil(ranking, 'huge_body', 100)).toMatchObject({ body: JSON.stringify(ranking), padToBytes: 100 });
});

test('an answer with one document can repeat it, miss it or misname it', () => {
  const one = { rankings: [{ index: 0, logit: 1 }] };
  expect(spoiled('duplicate_index', one).rankings).toEqual([one.rankings[0], one.rankings[0]]);
  expect(spoiled('missing_document', one).rankings).toEqual([]);
  expect(spoiled('index_out_of_range', one).rankings).toEqual([{ index: 1, logit: 1 }]);
});
