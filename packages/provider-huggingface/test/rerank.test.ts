import { type BuildInput, createRegistry, RerankError } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import { type HuggingfaceOptions, huggingface } from '../src/index.ts';
import { rawScores, rerank } from '../src/rerank.ts';

const input: BuildInput<HuggingfaceOptions> = {
  baseUrl: 'http://h',
  model: 'm',
  query: 'q',
  passages: [{ text: 'secret' }],
  firstIndex: 0,
  topN: undefined,
  options: {},
};

describe('an answer of 200 that holds an error', () => {
  it.each([
    ['overloaded', 'rate_limited', true],
    ['Unhealthy', 'unavailable', true],
    ['Backend', 'unavailable', true],
    ['Tokenizer', 'rejected', false],
    ['something new', 'invalid_response', false],
  ])('of the type %s fails with %s', (error_type, code, retryable) => {
    const answer = { error: 'about secret', error_type };
    expect(() => rerank.parseResponse(answer, input)).toThrow(
      expect.objectContaining({ code, retryable, message: expect.not.stringContaining('secret') }),
    );
  });

  it('of the type Validation says what to do', () => {
    const error = 'Input validation error: `inputs` must have less than 512 tokens. Given: 534';
    const answer = { error, error_type: 'Validation' };
    expect(() => rerank.parseResponse(answer, input)).toThrow(/200 with an error: .*truncate to true/);
  });

  it('of no type is no ranking', () => {
    expect(() => rerank.parseResponse({ error: 'x' }, input)).toThrow(RerankError);
  });
});

describe('huggingface', () => {
  it('declares the scale that each endpoint asks for', () => {
    expect(rerank.capabilities).toMatchObject({ scoreScale: 'unit', scoring: 'pointwise', maxDocuments: 32 });
    expect(rawScores.capabilities).toMatchObject({ scoreScale: 'logit', maxDocuments: 32 });
  });

  it('sends nothing anywhere before it is told where the server is', async () => {
    const model = createRegistry({ providers: [huggingface()], env: {} }).model('huggingface/m');
    await expect(model.plan({ query: 'q', documents: ['a'] })).rejects.toMatchObject({
      code: 'invalid_request',
      message: 'No base URL for "huggingface": pass baseUrl or set HUGGINGFACE_API_BASE.',
    });
  });

  it('says where raw_scores is chosen, and what a wrong direction may be', async () => {
    const model = createRegistry({ providers: [huggingface({ baseUrl: 'http://h' })] }).resolve('huggingface/m');
    const messageOf = (options: object) =>
      model.plan({ query: 'q', documents: ['a'], options }).catch((error: Error) => error.message);
    expect(await messageOf({ raw_scores: true })).toContain('write it as raw_scores/<model>');
    expect(await messageOf({ truncation_direction: 'left' })).toContain('must be "Left" or "Right"');
    expect(await messageOf({ top_k: 1 })).toContain('top_k: the server takes no such option, only truncate');
  });
});
