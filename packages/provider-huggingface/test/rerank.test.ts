import { createRegistry, type EncodedRequest, type Transport } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import { huggingface } from '../src/index.ts';
import { rawScores, rerank } from '../src/rerank.ts';

describe('huggingface', () => {
  it('declares the scale that each endpoint asks for', () => {
    expect(rerank.capabilities).toMatchObject({ scoreScale: { kind: 'unit' }, scoring: 'pointwise', maxDocuments: 32 });
    expect(rawScores.capabilities).toMatchObject({ scoreScale: { kind: 'logit' }, maxDocuments: 32 });
  });

  it('sends nothing anywhere before it is told where the server is', async () => {
    const model = createRegistry({ providers: [huggingface()], env: {} }).model('huggingface/m');
    await expect(model.plan({ query: 'q', documents: ['a'] })).rejects.toMatchObject({
      code: 'invalid_request',
      message: 'baseUrl is not known for "huggingface": pass baseUrl or set HF_API_BASE.',
    });
  });

  it('asks the server that LiteLLM would ask, and gives it no token of Hugging Face', async () => {
    const sent: EncodedRequest[] = [];
    const transport: Transport = async (request) => {
      sent.push(request);
      return { status: 200, headers: {}, body: '[{"index":0,"score":0.5}]' };
    };
    const env = { HF_API_BASE: 'http://a', HUGGINGFACE_API_BASE: 'http://b', HF_TOKEN: 'hf_secret' };
    const call = (more: Record<string, string>) =>
      createRegistry({ providers: [huggingface()], transport, env: { ...env, ...more } })
        .model('huggingface/m')
        .rerank({ query: 'q', documents: ['a'] });
    await call({});
    await call({ HUGGINGFACE_API_KEY: 'hf_rerank' });
    expect(sent.map(({ url, headers }) => [url, headers['authorization']])).toEqual([
      ['http://a/rerank', undefined],
      ['http://a/rerank', 'Bearer hf_rerank'],
    ]);
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
