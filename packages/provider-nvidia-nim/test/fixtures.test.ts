import { describe, expect, test } from 'vitest';
import { ranking } from '../src/ranking.ts';
import { retrieval } from '../src/retrieval.ts';
import { rankingFixtures } from './fixtures.ts';

const endpoints = { retrieval, ranking };

describe.each(rankingFixtures)('fixture %s', (_, { source, endpoint, input, request, response, result }) => {
  test('names its source', () => {
    expect(source).not.toBe('');
  });

  test('becomes exactly this request', () => {
    const built = endpoints[endpoint].buildRequest(input);
    // As it goes over the wire: an undefined member is not there, an extra one is.
    expect(JSON.parse(JSON.stringify(built))).toStrictEqual(request);
  });

  test('reads exactly this ranking', () => {
    const parsed = endpoints[endpoint].parseResponse(response, input);
    expect(JSON.parse(JSON.stringify(parsed))).toStrictEqual(result);
  });
});
