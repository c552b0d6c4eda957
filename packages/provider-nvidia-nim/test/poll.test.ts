import type { BuildInput } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { followUp } from '../src/poll.ts';
import { ranking } from '../src/ranking.ts';
import { retrieval } from '../src/retrieval.ts';

const input: BuildInput = {
  baseUrl: 'https://ai.api.nvidia.com',
  model: 'nvidia/m',
  query: 'q',
  passages: [{ text: 'a' }],
  firstIndex: 0,
  topN: undefined,
  options: {},
};
const id = '5a3fcc39-1f4d-4d38-a1a9-e1b3d3a6b5a1';
const answer = (status: number, headers: Record<string, string> = {}) => ({ status, headers, body: '' });

describe('followUp', () => {
  test('asks for the result of an accepted request at the same host', () => {
    expect(followUp(answer(202, { 'nvcf-reqid': id, 'nvcf-status': 'in-progress' }), input)).toEqual({
      request: { method: 'GET', url: `https://ai.api.nvidia.com/v1/status/${id}` },
      afterMs: 200,
    });
  });

  test('does so beside a full URL too', () => {
    const full = { ...input, baseUrl: 'https://h/nim/v1/retrieval/nvidia/m/reranking' };
    expect(followUp(answer(202, { 'nvcf-reqid': id }), full)?.request.url).toBe(`https://h/nim/v1/status/${id}`);
  });

  test.each([200, 400, 404, 410, 500, 504])('takes %i for final', (status) => {
    expect(followUp(answer(status, { 'nvcf-reqid': id }), input)).toBeUndefined();
  });

  test.each([{}, { 'nvcf-reqid': '' }, { 'nvcf-reqid': '../../keys' }, { 'nvcf-reqid': 'a?b' }])(
    'refuses a 202 with the headers %j',
    (headers) => {
      expect(() => followUp(answer(202, headers), input)).toThrow(
        expect.objectContaining({ code: 'invalid_response', message: expect.stringContaining('nvcf-reqid') }),
      );
    },
  );

  test('belongs to both endpoints', () => {
    expect(retrieval.followUp).toBe(followUp);
    expect(ranking.followUp).toBe(followUp);
  });
});
