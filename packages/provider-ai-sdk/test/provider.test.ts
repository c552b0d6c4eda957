import {
  APICallError,
  InvalidPromptError,
  InvalidResponseDataError,
  NoSuchModelError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import { createRegistry, RerankError } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import { type AiSdkAnswer, type AiSdkCallOptions, aiSdk, defineAiSdkProvider } from '../src/index.ts';
import { byLength, lengthModel } from './length-model.ts';

const query = 'q';
const documents = ['a', 'ccc', 'bb'];

/** Ranks with a model that does what is given. */
const rankWith = (doRerank: (options: AiSdkCallOptions) => AiSdkAnswer | Promise<AiSdkAnswer>) =>
  createRegistry({
    providers: [
      aiSdk({ id: 'acme', models: { m: { ...lengthModel, doRerank: async (options) => doRerank(options) } } }),
    ],
  })
    .model('acme/m')
    .rerank({ query, documents }, { maxRetries: 0 });

describe('models of the AI SDK as a provider', () => {
  it('are found under their names, slashes and all', async () => {
    const { resolve } = createRegistry({ providers: [aiSdk({ id: 'acme', models: { 'a/b': lengthModel } })] });
    const { results } = await resolve('acme/a/b').rerank({ query, documents });
    expect(results.map(({ document }) => document)).toEqual(['ccc', 'bb', 'a']);
  });

  it.each(['none', 'constructor', 'toString'])('do not include %s, and the error says which there are', (name) => {
    const { resolve } = createRegistry({ providers: [aiSdk({ id: 'acme', models: { small: lengthModel } })] });
    expect(() => resolve(`acme/${name}`)).toThrow(
      expect.objectContaining({ code: 'invalid_model', message: `There is no model "${name}". There are: small.` }),
    );
  });

  it('say so where there are none', () => {
    const { resolve } = createRegistry({ providers: [aiSdk({ id: 'acme', models: {} })] });
    expect(() => resolve('acme/x')).toThrow('There are: none.');
  });

  it('come from a provider by whatever name is asked for', async () => {
    const asked: string[] = [];
    const provider = {
      rerankingModel(name: string) {
        asked.push(name);
        return lengthModel;
      },
    };
    const { resolve } = createRegistry({ providers: [aiSdk({ id: 'acme', provider })] });
    await resolve('acme/any/model').rerank({ query, documents });
    expect(new Set(asked)).toEqual(new Set(['any/model']));
  });

  it.each([
    new NoSuchModelError({ modelId: 'x', modelType: 'rerankingModel' }),
    Object.assign(new Error('No such provider: x'), { name: 'AI_NoSuchProviderError' }),
  ])('do not exist where their provider throws %o', (error) => {
    const rerankingModel = () => {
      throw error;
    };
    const { resolve } = createRegistry({ providers: [aiSdk({ id: 'acme', provider: { rerankingModel } })] });
    expect(() => resolve('acme/x')).toThrow(expect.objectContaining({ code: 'invalid_model', message: error.message }));
  });

  it.each([
    ['neither a provider nor models', {}, 'provider is missing, and so is models: pass one of the two.'],
    ['both', { models: {}, provider: { rerankingModel: () => lengthModel } }, 'provider is set beside models'],
    ['a provider without reranking models', { provider: {} }, 'it has no method rerankingModel'],
    ['a name in place of a model', { models: { m: 'cohere/rerank-v3.5' } }, 'models.m must be a reranking model'],
    ['nothing in place of a model', { models: { m: undefined } }, 'method doRerank, not nothing.'],
  ])('cannot be made of %s', (_, source, message) => {
    const make = () => aiSdk({ id: 'acme', ...source } as never);
    expect(make).toThrow(
      expect.objectContaining({ code: 'invalid_request', message: expect.stringContaining(message) }),
    );
  });

  it('cannot be what a provider returns in place of a model', () => {
    const provider = { rerankingModel: () => undefined as never };
    const { resolve } = createRegistry({ providers: [aiSdk({ id: 'acme', provider })] });
    expect(() => resolve('acme/m')).toThrow(
      'provider must return a reranking model for "m", which has a method doRerank, not nothing.',
    );
  });

  it('can be mounted under other ids, as a factory', () => {
    const acme = defineAiSdkProvider({ id: 'acme', models: { small: lengthModel } });
    expect(acme.definition).toMatchObject({ id: 'acme', about: { models: ['small'] } });
    expect(createRegistry({ providers: [acme({ id: 'other' })] }).model('other/small').provider).toBe('other');
  });
});

describe('what is told of a model of the AI SDK', () => {
  it('is nothing that is not known, by default', () => {
    const { model } = createRegistry({ providers: [aiSdk({ id: 'acme', models: { m: lengthModel } })] });
    expect(model('acme/m').capabilities).toEqual({
      modalities: ['text'],
      scoring: 'listwise',
      scoreScale: { kind: 'unknown' },
      cutsTopN: true,
    });
  });

  it('lets long lists be split', async () => {
    const sizes: number[] = [];
    const doRerank = async (options: AiSdkCallOptions) => {
      sizes.push(options.documents.values.length);
      return byLength(options);
    };
    const provider = aiSdk({
      id: 'acme',
      models: { m: { ...lengthModel, doRerank } },
      capabilities: { maxDocuments: 2, scoring: 'pointwise', scoreScale: { kind: 'unit' } },
    });
    const model = createRegistry({ providers: [provider] }).model('acme/m');
    const { results, meta } = await model.rerank({ query, documents, topN: 2 });
    expect(sizes.toSorted()).toEqual([1, 2]);
    expect(results.map(({ document }) => document)).toEqual(['ccc', 'bb']);
    expect(meta).toMatchObject({ scoreScale: { kind: 'unit' }, requests: 2 });
  });

  it('may differ by model', () => {
    const provider = aiSdk({
      id: 'acme',
      provider: { rerankingModel: () => lengthModel },
      capabilities: (name) => (name === 'small' ? { maxDocuments: 10 } : {}),
    });
    const { model } = createRegistry({ providers: [provider] });
    expect(model('acme/small').capabilities.maxDocuments).toBe(10);
    expect(model('acme/large').capabilities.maxDocuments).toBeUndefined();
  });
});

describe('a call of a model of the AI SDK', () => {
  it('passes on the query, the texts, topN, the options and a signal', async () => {
    const seen: AiSdkCallOptions[] = [];
    const doRerank = async (options: AiSdkCallOptions) => {
      seen.push(options);
      return byLength(options);
    };
    const { model } = createRegistry({
      providers: [aiSdk({ id: 'acme', models: { m: { ...lengthModel, doRerank } } })],
    });
    const options = { acme: { depth: 3, nested: { list: [1, null] }, absent: undefined } };
    await model('acme/m').rerank({ query, documents: ['a', { text: 'bb', id: 1 }], topN: 1, options });
    await model('acme/m').rerank({ query, documents });
    expect(seen[0]).toEqual({
      query,
      documents: { type: 'text', values: ['a', 'bb'] },
      topN: 1,
      providerOptions: options,
      abortSignal: expect.any(AbortSignal),
    });
    expect(seen[1]).not.toHaveProperty('topN');
  });

  it('may have options by any name, which a proxy passes on', async () => {
    const { definition } = defineAiSdkProvider({ id: 'acme', models: { m: lengthModel } });
    expect(definition.openOptions).toBe(true);
  });

  it('refuses options that are not sorted by provider', async () => {
    const { resolve } = createRegistry({ providers: [aiSdk({ id: 'acme', models: { m: lengthModel } })] });
    const call = resolve('acme/m').rerank({ query, documents, options: { maxTokensPerDoc: 512 } });
    await expect(call).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining('options.maxTokensPerDoc: must be an object: options are the providerOptions'),
    });
  });

  it('refuses images, which the AI SDK has no place for', async () => {
    const { model } = createRegistry({ providers: [aiSdk({ id: 'acme', models: { m: lengthModel } })] });
    const call = model('acme/m').rerank({ query, documents: [{ image: 'data:image/png;base64,AA==' }] });
    await expect(call).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('passes warnings on', async () => {
    const warnings = [
      { type: 'other', message: 'The model is deprecated.' },
      { type: 'unsupported', feature: 'topN' },
      { type: 'compatibility', feature: 'object documents', details: 'They become strings.' },
    ];
    const response = await rankWith((options) => ({ ...byLength(options), warnings }));
    expect(response.warnings).toEqual([
      { code: 'other', message: 'The model is deprecated.' },
      { code: 'other', message: 'topN is not supported.' },
      { code: 'other', message: 'object documents is used in a compatibility mode. They become strings.' },
    ]);
  });

  it('reports the usage that readUsage finds, and none without it', async () => {
    const doRerank = async (options: AiSdkCallOptions) => ({
      ...byLength(options),
      response: { body: { billed: 2 } },
    });
    const models = { m: { ...lengthModel, doRerank } };
    const readUsage = ({ response }: AiSdkAnswer) => ({
      searchUnits: (response?.body as { billed?: number } | undefined)?.billed,
    });
    const { model } = createRegistry({
      providers: [aiSdk({ id: 'acme', models, readUsage }), aiSdk({ id: 'bare', models })],
    });
    expect((await model('acme/m').rerank({ query, documents })).usage).toEqual({ searchUnits: 2 });
    expect((await model('bare/m').rerank({ query, documents })).usage).toBeUndefined();
  });

  it('leaves the answer of the model as it is', async () => {
    const ranking = Object.freeze([
      Object.freeze({ index: 0, relevanceScore: 0 }),
      Object.freeze({ index: 1, relevanceScore: 1 }),
      Object.freeze({ index: 2, relevanceScore: 2 }),
    ]);
    const { results } = await rankWith(() => ({ ranking }));
    expect(results.map(({ index }) => index)).toEqual([2, 1, 0]);
  });

  it('refuses an answer without a ranking', async () => {
    await expect(rankWith(() => ({}) as never)).rejects.toMatchObject({ code: 'invalid_response' });
  });
});

describe('an error of a model of the AI SDK', () => {
  const failWith = (error: unknown) =>
    rankWith(() => {
      throw error;
    }).then(
      () => expect.fail('it succeeded'),
      (thrown: unknown) => thrown,
    );
  const call = { message: 'no', url: 'https://api.acme.com/rerank', requestBodyValues: { documents } };

  it('that is a RerankError stays one', async () => {
    const error = new RerankError('quota_exceeded', 'No credits.');
    expect(await failWith(error)).toBe(error);
  });

  it.each([
    [
      'a gateway that fails',
      Object.assign(new Error('x'), { statusCode: 402, isRetryable: false }),
      'quota_exceeded',
      false,
    ],
    ['a status alone', { statusCode: 503 }, 'unavailable', true],
    [
      'an upstream that says not to retry',
      new APICallError({ ...call, statusCode: 429, isRetryable: false }),
      'rate_limited',
      false,
    ],
    ['an upstream out of reach', new APICallError({ ...call, isRetryable: true }), 'network', true],
    ['a request that could not be made', new APICallError(call), 'unavailable', false],
    ['what it has no name for', new InvalidPromptError({ prompt: documents, message: 'ccc' }), 'unavailable', false],
    ['an answer that makes no sense', new InvalidResponseDataError({ data: documents }), 'invalid_response', false],
    [
      'a feature that the model has not',
      new UnsupportedFunctionalityError({ functionality: 'topN' }),
      'unsupported',
      false,
    ],
    ["a time limit of the model's own", new DOMException('documents: a ccc bb', 'TimeoutError'), 'timeout', true],
  ])('says of %s what it is', async (_, thrown, code, retryable) => {
    const error = await failWith(thrown);
    expect(error).toMatchObject({ code, retryable });
    expect((error as RerankError).message).not.toMatch(/ccc|^no$/);
    expect(error).not.toHaveProperty('cause');
  });

  it('has the error of the socket as its cause, and nothing of the request', async () => {
    const cause = new Error('connect ECONNREFUSED');
    expect(await failWith(new APICallError({ ...call, isRetryable: true, cause }))).toHaveProperty('cause', cause);
    expect(await failWith(new APICallError({ ...call, statusCode: 500, cause }))).not.toHaveProperty('cause');
  });

  it.each([[new TypeError('broken')], ['a string'], [null], [{}], [{ name: 'constructor' }]])(
    'that is not known (%o) is the cause of one that core makes',
    async (cause) => {
      expect(await failWith(cause)).toMatchObject({ code: 'unavailable', retryable: false, cause });
    },
  );
});
