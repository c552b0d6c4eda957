import {
  defineRerankProvider,
  encodeModelPath,
  type HttpEndpoint,
  joinUrl,
  type LocalEndpoint,
  type ProviderDefinition,
  type RerankProviderFactory,
} from '@openrerank/core';
import * as z from 'zod';
import type { Fixtures, RankingFixture } from '../../src/index.ts';

/** A good provider, which the broken ones are made of. */
export interface AcmeOptions {
  readonly truncate?: 'START' | 'END' | undefined;
}

const answerSchema = z.object({
  results: z.array(z.object({ index: z.int(), score: z.number() })),
  usage: z.object({ tokens: z.number() }).nullish(),
});

export const rerank: HttpEndpoint<AcmeOptions> = {
  capabilities: {
    maxDocuments: 8,
    modalities: ['text'],
    scoring: 'pointwise',
    scoreScale: { kind: 'unit' },
    cutsTopN: true,
  },
  copiesTexts: true,
  buildRequest: ({ baseUrl, model, query, passages, topN, options }) => ({
    url: joinUrl(baseUrl, `v1/models/${encodeModelPath(model)}/rerank`),
    body: {
      ...options,
      query,
      documents: passages.map(({ text }) => text),
      ...(topN !== undefined && { top_n: topN }),
    },
  }),
  parseResponse(body) {
    const { results, usage } = answerSchema.parse(body);
    return {
      ranking: results.map(({ index, score }) => ({ index, relevanceScore: score })),
      ...(usage && { usage: { totalTokens: usage.tokens } }),
    };
  },
};

export type AcmeDefinition = ProviderDefinition<string, AcmeOptions>;

const schema = z.strictObject({ truncate: z.enum(['START', 'END']).optional() });

export const definition: AcmeDefinition = {
  id: 'acme',
  about: { title: 'Acme', docs: 'https://docs.acme.test/rerank', models: ['large'] },
  baseUrl: 'https://api.acme.test/public',
  env: { apiKey: 'ACME_API_KEY' },
  optionsSchema: schema,
  optionNames: ['truncate'],
  endpoints: { rerank },
  parseFailure({ status, body }) {
    if (status === 422 && body.includes('too_long')) return { code: 'input_too_long', message: 'Send shorter texts.' };
    return {};
  },
};

export const acme = defineRerankProvider(definition) as RerankProviderFactory;

export const acmeWith = (changes: Partial<AcmeDefinition>): RerankProviderFactory =>
  defineRerankProvider({ ...definition, ...changes }) as RerankProviderFactory;

export const acmeEndpoint = (changes: Partial<HttpEndpoint<AcmeOptions>>): RerankProviderFactory =>
  acmeWith({ endpoints: { rerank: { ...rerank, ...changes } } });

const basic: RankingFixture = {
  name: 'basic',
  source: 'https://docs.acme.test/rerank',
  input: {
    baseUrl: 'https://api.acme.test/public',
    model: 'large',
    query: 'What is the capital?',
    passages: [{ text: 'Lyon' }, { text: 'Paris' }, { text: 'Nice' }],
    firstIndex: 0,
    topN: undefined,
    options: { truncate: 'END' },
  },
  request: {
    url: 'https://api.acme.test/public/v1/models/large/rerank',
    body: { truncate: 'END', query: 'What is the capital?', documents: ['Lyon', 'Paris', 'Nice'] },
  },
  response: {
    id: 'r-1',
    results: [
      { index: 1, score: 0.92 },
      { index: 2, score: 0.31 },
      { index: 0, score: 0.07 },
    ],
    usage: { tokens: 12 },
  },
  result: {
    ranking: [
      { index: 1, relevanceScore: 0.92 },
      { index: 2, relevanceScore: 0.31 },
      { index: 0, relevanceScore: 0.07 },
    ],
    usage: { totalTokens: 12 },
  },
};

export const fixtures: Fixtures = {
  rankings: [basic],
  errors: [
    {
      name: 'too-long',
      source: 'https://docs.acme.test/errors',
      model: 'large',
      status: 422,
      headers: {},
      body: { type: 'too_long' },
      expected: {
        code: 'input_too_long',
        retryable: false,
        messageIncludes: ['shorter'],
        messageExcludes: ['too_long'],
      },
    },
    {
      name: 'busy',
      source: 'https://docs.acme.test/errors',
      model: 'large',
      status: 503,
      headers: { 'retry-after': '2' },
      body: 'busy',
      expected: { code: 'unavailable', retryable: true, messageIncludes: ['503'], retryAfterMs: 2000 },
    },
  ],
};

export const fixturesWith = (changes: Partial<RankingFixture>): Fixtures => ({
  ...fixtures,
  rankings: [{ ...basic, ...changes }],
});

/** Scores a text by its length: the same text, the same score. */
export const length: LocalEndpoint<AcmeOptions> = {
  capabilities: { maxDocuments: 6, modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'unknown' } },
  rank: async ({ passages }) => ({
    ranking: passages.map(({ text = '' }, index) => ({ index, relevanceScore: text.length })),
  }),
};

export const acmeLocal = (changes: Partial<LocalEndpoint<AcmeOptions>> = {}): RerankProviderFactory => {
  const { id, about, optionsSchema, optionNames } = definition;
  const endpoints = { length: { ...length, ...changes } };
  return defineRerankProvider({ id, about, optionsSchema, optionNames, endpoints }) as RerankProviderFactory;
};
