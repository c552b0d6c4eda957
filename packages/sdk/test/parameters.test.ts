import { defineRerankProvider, type RankInput, requestFields } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import { createReranker } from '../src/fetch.ts';
import { splitParameters } from '../src/reranker.ts';

describe('splitParameters', () => {
  it('divides a flat object into the request, the settings and the rest', () => {
    const toText = () => '';
    const documents = ['a'];
    const options = { a: 1 };
    const request = { query: 'q', documents, topN: 1, options };
    const settings = { timeoutMs: 5, headers: { a: 'b' } };
    const split = splitParameters({ ...request, model: 'a/b', ...settings, toText });
    expect(split).toEqual({ model: 'a/b', toText, request, settings });
    expect(split.request.documents).toBe(documents);
    expect(split.request.options).toBe(options);
  });

  it('makes no settings of those that are undefined', () => {
    expect(splitParameters({ model: 'a/b', query: 'q', signal: undefined, apiKey: undefined })).toEqual({
      model: 'a/b',
      toText: undefined,
      request: { query: 'q' },
      settings: undefined,
    });
  });

  it('leaves alone what the object inherits', () => {
    const inherited = Object.create({ inherited: 1 }) as object;
    expect(splitParameters(Object.assign(inherited, { query: 'q' })).request).toEqual({ query: 'q' });
  });

  it('hands on a field that core adds to the request, with no change here', async () => {
    const seen: object[] = [];
    const acme = defineRerankProvider({
      id: 'acme',
      optionsSchema: { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } },
      optionNames: [],
      endpoints: {
        rank: {
          capabilities: { modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unit' } },
          rank: async (input: RankInput) => {
            seen.push(input);
            return { ranking: input.passages.map((_, index) => ({ index, relevanceScore: 0 })) };
          },
        },
      },
    });
    const reranker = createReranker({ providers: [acme()], model: 'acme/m' });
    const parameters = { query: 'q', documents: ['a'], ...({ instruction: 'be brief' } as object) };
    await expect(reranker.rerank(parameters)).rejects.toThrow('instruction is not a parameter of rerank.');
    const fields = requestFields as Set<string>;
    fields.add('instruction');
    try {
      await reranker.rerank(parameters);
    } finally {
      fields.delete('instruction');
    }
    expect(seen).toMatchObject([{ query: 'q', instruction: 'be brief' }]);
  });
});
