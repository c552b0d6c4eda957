import { type BuildInput, RerankError } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { parseTeiFailure, readTeiProblem, teiEndpoint } from '../src/index.ts';

const input: BuildInput<{ readonly truncate?: boolean }> = {
  baseUrl: 'http://h',
  model: 'm',
  query: 'q',
  passages: [{ text: 'secret' }],
  firstIndex: 0,
  topN: 1,
  options: { truncate: true },
};
const endpoint = teiEndpoint<{ readonly truncate?: boolean }>({ scoreScale: { kind: 'unit' } });

describe('an endpoint of Text Embeddings Inference', () => {
  test('sends the options and the texts, and neither a model nor topN', () => {
    expect(endpoint.buildRequest(input)).toEqual({
      url: 'http://h/rerank',
      body: { truncate: true, return_text: false, query: 'q', texts: ['secret'] },
    });
  });

  test('sends what its endpoint is for, over the options', () => {
    const raw = teiEndpoint({ scoreScale: { kind: 'logit' }, always: { raw_scores: true } });
    expect(raw.buildRequest({ ...input, options: { raw_scores: false } }).body).toMatchObject({ raw_scores: true });
    expect(raw.capabilities).toMatchObject({ scoreScale: { kind: 'logit' }, maxDocuments: 32, scoring: 'pointwise' });
  });

  test.each([
    ['http://h', 'http://h/rerank'],
    ['http://h/', 'http://h/rerank'],
    ['http://h//', 'http://h/rerank'],
    ['http://h/v1', 'http://h/rerank'],
    ['http://h/v1/', 'http://h/rerank'],
    ['http://h/tei', 'http://h/tei/rerank'],
    ['http://h/tei/v1', 'http://h/tei/rerank'],
    ['http://h/rerank', 'http://h/rerank'],
    ['http://h/v1/rerank/', 'http://h/v1/rerank'],
    ['http://h/tei?team=/rerank#part', 'http://h/tei/rerank?team=/rerank'],
  ])('finds the route of %s', (baseUrl, url) => {
    expect(endpoint.buildRequest({ ...input, baseUrl }).url).toBe(url);
  });

  test('reads the list that the answer is', () => {
    expect(endpoint.parseResponse([{ index: 0, score: 0.5, text: 'secret' }], input)).toEqual({
      ranking: [{ index: 0, relevanceScore: 0.5 }],
    });
  });

  test.each([
    ['overloaded', 'rate_limited', true],
    ['Unhealthy', 'unavailable', true],
    ['Backend', 'unavailable', true],
    ['Tokenizer', 'rejected', false],
    ['something new', 'invalid_response', false],
  ])('fails for an error of type %s in an answer of 200 with %s', (error_type, code, retryable) => {
    const answer = { error: 'about secret', error_type };
    expect(() => endpoint.parseResponse(answer, input)).toThrow(
      expect.objectContaining({ code, retryable, message: expect.not.stringContaining('secret') }),
    );
  });

  test('says what to do about a text that is too long, whatever the status', () => {
    const error = 'Input validation error: `inputs` must have less than 512 tokens. Given: 534';
    const answer = { error, error_type: 'Validation' };
    expect(() => endpoint.parseResponse(answer, input)).toThrow(/200 with an error: .*truncate to true/);
  });

  test('takes an error of no type for no ranking', () => {
    expect(() => endpoint.parseResponse({ error: 'x' }, input)).toThrow(RerankError);
  });
});

describe('a failure of Text Embeddings Inference', () => {
  const failure = (status: number, body: unknown) =>
    parseTeiFailure({ status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) });

  test('is read by its type, whatever its status', () => {
    expect(failure(424, { error: 'model is not a re-ranker model', error_type: 'backend' })).toMatchObject({
      code: 'not_found',
    });
    expect(
      failure(413, { error: 'batch size 33 > maximum allowed batch size 32', error_type: 'Validation' }),
    ).toMatchObject({ code: 'input_too_long', message: expect.stringContaining('--max-client-batch-size') });
    expect(failure(400, { error: 7, error_type: 'Empty' })).toEqual({ code: 'rejected', said: '' });
  });

  test('of another shape is the body that is too large, or nothing', () => {
    expect(failure(413, 'length limit exceeded')).toMatchObject({ code: 'input_too_long' });
    expect(failure(502, '<html>')).toEqual({});
    expect(readTeiProblem({ error: { message: 'x' } })).toBeUndefined();
    expect(readTeiProblem(null)).toBeUndefined();
  });
});
