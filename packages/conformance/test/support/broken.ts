import {
  type Capabilities,
  type HttpEndpoint,
  joinUrl,
  RerankError,
  type RerankProvider,
  type RerankProviderFactory,
} from '@openrerank/core';
import * as z from 'zod';
import type { ConformanceOptions, ErrorFixture } from '../../src/index.ts';
import {
  type AcmeOptions,
  acme,
  acmeEndpoint,
  acmeLocal,
  acmeWith,
  definition,
  fixtures,
  fixturesWith,
  length,
  rerank,
} from './acme.ts';

/** A provider, or what the kit is told of it, with one mistake in it, and the one check that must find it. */
export interface Broken {
  readonly mistake: string;
  readonly check: string;
  readonly provider: RerankProvider | RerankProviderFactory;
  readonly options?: ConformanceOptions;
}

const capabilities = rerank.capabilities as object;
const about = definition.about as NonNullable<typeof definition.about>;
type Build = HttpEndpoint<AcmeOptions>['buildRequest'];
type Parse = HttpEndpoint<AcmeOptions>['parseResponse'];

const building = (buildRequest: Build, more: Partial<HttpEndpoint<AcmeOptions>> = {}) =>
  acmeEndpoint({ buildRequest, ...more });
const parsing = (parseResponse: Parse) => acmeEndpoint({ parseResponse });
const declaring = (changes: object) =>
  acmeEndpoint({ capabilities: { ...capabilities, ...changes } as typeof rerank.capabilities });
const textsAs = (change: (texts: readonly string[]) => readonly string[]): Build => {
  return (input) =>
    rerank.buildRequest({
      ...input,
      passages: change(input.passages.map(({ text = '' }) => text)).map((text) => ({ text })),
    });
};

interface LooseAnswer {
  readonly results: readonly { readonly index: number; readonly score: number }[];
  readonly usage?: { readonly tokens: number };
}

const definitionMistakes: readonly Broken[] = [
  {
    mistake: 'an id in capitals',
    check: 'definition › its id is spelled as ids are',
    provider: acmeWith({ id: 'Acme' }),
  },
  {
    mistake: 'another version of the interface',
    check: 'definition › it is written for version 1 of the interface',
    provider: Object.freeze(
      Object.assign((settings: object) => acme(settings), { specVersion: 2, definition: acme.definition }),
    ) as unknown as RerankProviderFactory,
  },
  {
    mistake: 'a base URL without a scheme',
    check: 'definition › its base URL is absolute',
    provider: acmeWith({ baseUrl: 'api.acme.test/public' }),
  },
  {
    mistake: 'a base URL of another scheme',
    check: 'definition › its base URL is absolute',
    provider: acmeWith({ baseUrl: 'ftp://api.acme.test/public' }),
  },
  {
    mistake: 'data that can be changed',
    check: 'definition › its data cannot be changed',
    provider: Object.assign((settings: object) => acme(settings), {
      specVersion: 1,
      definition: { ...acme.definition },
    }) as unknown as RerankProviderFactory,
  },
  {
    mistake: 'a page that is not on https',
    check: 'definition › it says who the vendor is and where its documentation stands',
    provider: acmeWith({ about: { ...about, docs: 'http://docs.acme.test' } }),
  },
  {
    mistake: 'no title',
    check: 'definition › it says who the vendor is and where its documentation stands',
    provider: acmeWith({ about: { ...about, title: ' ' } }),
  },
  {
    mistake: 'a model without a name',
    check: 'definition › it says who the vendor is and where its documentation stands',
    provider: acmeWith({ about: { ...about, models: ['large', ''] } }),
  },
  {
    mistake: 'no model that it takes',
    check: 'definition › rerank: there is a model to ask it for',
    provider: acmeEndpoint({
      capabilities: () => {
        throw new RerankError('invalid_model', 'No.');
      },
    }),
  },
  ...[
    { maxDocuments: 0 },
    { maxDocuments: 2.5 },
    { modalities: ['image'] },
    { modalities: ['text', 'audio'] },
    { scoring: 'pairwise' },
    { scoreScale: 'percent' },
  ].map((changes) => ({
    mistake: `the capability ${JSON.stringify(changes)}`,
    check: 'definition › rerank: its capabilities make sense',
    provider: declaring(changes),
  })),
  {
    mistake: 'capabilities that change',
    check: 'definition › rerank: its capabilities make sense',
    provider: acmeEndpoint({ capabilities: everNew() }),
  },
];

function everNew() {
  let times = 0;
  return (): Capabilities => {
    times++;
    return { ...(capabilities as Capabilities), ...{ asked: times } };
  };
}

const strict = z.strictObject({ truncate: z.enum(['START', 'END']).optional() });
type Validate = AcmeDefinitionSchema['~standard']['validate'];
type AcmeDefinitionSchema = typeof definition.optionsSchema;

/** The schema, but for what this function says of some values. */
const judging = (judge: (options: Readonly<Record<string, unknown>>) => ReturnType<Validate> | undefined) => ({
  '~standard': {
    version: 1 as const,
    vendor: 'test',
    validate: (value: unknown) => judge(value as Record<string, unknown>) ?? strict['~standard'].validate(value),
  },
});

const optionMistakes: readonly Broken[] = [
  {
    mistake: 'a schema that drops what it does not know',
    check: 'options › an unknown option does not pass in silence',
    provider: acmeWith({ optionsSchema: z.object({ truncate: z.enum(['START', 'END']).optional() }) }),
  },
  {
    mistake: 'an unknown option that is refused without a word',
    check: 'options › an unknown option does not pass in silence',
    provider: acmeWith({
      optionsSchema: judging((options) =>
        Object.keys(options).length > 0 && !('truncate' in options) ? { issues: [] } : undefined,
      ),
    }),
  },
  {
    mistake: 'a name of an option that there is not',
    check: 'options › each of its optionNames is an option',
    provider: acmeWith({ optionNames: ['truncate', 'top_k'] }),
  },
  {
    mistake: 'an option of any type',
    check: 'options › a wrong type of "truncate" is refused by its name',
    provider: acmeWith({ optionsSchema: z.strictObject({ truncate: z.unknown().optional() }) as never }),
  },
  {
    mistake: 'an option of any type that JSON has',
    check: 'options › a wrong type of "truncate" is refused by its name',
    provider: acmeWith({ optionsSchema: z.strictObject({ truncate: z.json().optional() }) as never }),
  },
  {
    mistake: 'an option whose object is refused without its name',
    check: 'options › a wrong type of "truncate" is refused by its name',
    provider: acmeWith({
      optionsSchema: judging(({ truncate }) =>
        Array.isArray(truncate) ? { issues: [{ message: 'Something is wrong.' }] } : undefined,
      ),
    }),
  },
  {
    mistake: 'a wrong option that is refused without its name',
    check: 'options › a wrong type of "truncate" is refused by its name',
    provider: acmeWith({
      optionsSchema: judging(({ truncate }) =>
        typeof truncate === 'function' ? { issues: [{ message: 'Something is wrong.' }] } : undefined,
      ),
    }),
  },
  {
    mistake: 'a schema that throws',
    check: 'options › a wrong type of "truncate" is refused by its name',
    provider: acmeWith({
      optionsSchema: judging(({ truncate }) => {
        if (typeof truncate === 'symbol') throw new TypeError('Cannot convert a symbol.');
        return undefined;
      }),
    }),
  },
];

const [tooLong] = fixtures.errors as readonly [ErrorFixture, ErrorFixture];

const fixtureMistakes: readonly Broken[] = [
  {
    mistake: 'a member that the vendor does not know',
    check: 'fixtures › basic: becomes exactly request.json',
    provider: building((input) => {
      const { url, body } = rerank.buildRequest(input);
      return { url, body: { ...(body as object), stream: false } };
    }),
  },
  {
    mistake: 'usage under another name',
    check: 'fixtures › basic: response.json is read as exactly result.json',
    provider: parsing((body, input) => {
      const { ranking, usage } = rerank.parseResponse(body, input);
      return { ranking, usage: { searchUnits: usage?.totalTokens } };
    }),
  },
  {
    mistake: 'a failure that is not read',
    check: 'fixtures › errors/too-long: becomes the right error',
    provider: acmeWith({ parseFailure: () => ({}) }),
  },
  {
    mistake: 'a failure that shows what it should not',
    check: 'fixtures › errors/too-long: becomes the right error',
    provider: acmeWith({
      parseFailure: (response, model) => ({
        ...definition.parseFailure?.(response, model),
        said: response.body.includes('too_long') ? 'It is too_long.' : undefined,
      }),
    }),
  },
  {
    mistake: 'a failure that does not say what to do',
    check: 'fixtures › errors/too-long: becomes the right error',
    provider: acmeWith({
      parseFailure: (response, model) => ({ ...definition.parseFailure?.(response, model), message: 'No.' }),
    }),
  },
  {
    mistake: 'shapes from nowhere',
    check: 'fixtures › basic: names its source',
    provider: acme,
    options: { fixtures: fixturesWith({ source: ' ' }) },
  },
  {
    mistake: 'an endpoint without a fixture',
    check: 'fixtures › rerank: there is a fixture',
    provider: acme,
    options: { fixtures: { ...fixtures, rankings: [] } },
  },
  {
    mistake: 'a fixture of an endpoint that there is not',
    check: 'fixtures › other: is of an endpoint',
    provider: acme,
    options: {
      fixtures: {
        ...fixtures,
        rankings: [...fixtures.rankings, ...fixturesWith({ name: 'other', endpoint: 'score' }).rankings],
      },
    },
  },
  {
    mistake: 'a failure of an endpoint that there is not',
    check: 'fixtures › errors/too-long: becomes the right error',
    provider: acme,
    options: { fixtures: { ...fixtures, errors: [{ ...tooLong, endpoint: 'score' }] } },
  },
  {
    mistake: 'a failure of a model that the endpoint refuses',
    check: 'fixtures › errors/too-long: becomes the right error',
    provider: acmeEndpoint({
      capabilities: (model) => {
        if (model !== 'large') throw new RerankError('invalid_model', 'There is no such model.');
        return capabilities as Capabilities;
      },
    }),
    options: { fixtures: { ...fixtures, errors: [{ ...tooLong, model: 'other' }] } },
  },
  {
    mistake: 'results by their place',
    check: 'fixtures › rerank: they show how the upstream answers',
    provider: parsing((body) => ({
      ranking: (body as LooseAnswer).results.map(({ score }, index) => ({ index, relevanceScore: score })),
    })),
    options: {
      fixtures: fixturesWith({
        response: { results: [0.5, 0.25, 0.125].map((score, index) => ({ index, score })) },
        result: { ranking: [0.5, 0.25, 0.125].map((relevanceScore, index) => ({ index, relevanceScore })) },
      }),
    },
  },
  {
    mistake: 'an answer of the author that the provider does not read',
    check: 'fixtures › rerank: they show how the upstream answers',
    provider: acme,
    options: { fixtures, answer: (_request, scores) => ({ scores }) },
  },
];

const purityMistakes: readonly Broken[] = [
  {
    mistake: 'an input that is changed',
    check: 'purity › rerank: buildRequest makes the same of the same and changes nothing',
    provider: building((input) => rerank.buildRequest(Object.assign(input, { seen: true }))),
  },
  {
    mistake: 'a request that counts its calls',
    check: 'purity › rerank: buildRequest makes the same of the same and changes nothing',
    provider: building(counting()),
  },
  {
    mistake: 'an answer that is sorted in place',
    check: 'purity › rerank: parseResponse reads the same in the same and changes nothing',
    provider: parsing((body, input) => {
      const results = (body as Partial<LooseAnswer> | null)?.results;
      if (Array.isArray(results)) results.sort();
      return rerank.parseResponse(body, input);
    }),
  },
  {
    mistake: 'a Date in the body',
    check: 'purity › rerank: what it sends is JSON without loss',
    provider: building((input) => {
      const { url, body } = rerank.buildRequest(input);
      return { url, body: { ...(body as object), before: new Date(0) } };
    }),
    options: {
      fixtures: fixturesWith({
        request: {
          ...(fixtures.rankings[0]?.request as object),
          body: {
            truncate: 'END',
            query: 'What is the capital?',
            documents: ['Lyon', 'Paris', 'Nice'],
            before: '1970-01-01T00:00:00.000Z',
          },
        },
      }),
    },
  },
  {
    mistake: "the vendor's host whatever the base URL",
    check: 'purity › rerank: a request goes to the base URL that it is given',
    provider: building((input) => rerank.buildRequest({ ...input, baseUrl: 'https://api.acme.test/public' })),
  },
  {
    mistake: 'a model in the path as it is',
    check: 'purity › rerank: no model name leads the URL elsewhere',
    provider: building((input) => ({
      ...rerank.buildRequest({ ...input, model: 'm' }),
      url: joinUrl(input.baseUrl, `v1/models/${input.model}/rerank`),
    })),
  },
  {
    mistake: 'a URL that is none',
    check: 'purity › rerank: no model name leads the URL elsewhere',
    provider: building((input) => {
      const request = rerank.buildRequest(input);
      return input.model.includes('🙂') ? { ...request, url: 'nowhere' } : request;
    }),
  },
  {
    mistake: 'another code for a model that cannot be',
    check: 'purity › rerank: no model name leads the URL elsewhere',
    provider: building((input) => {
      if (input.model.includes('?')) throw new RerankError('invalid_request', 'No question marks.');
      return rerank.buildRequest(input);
    }),
  },
  {
    mistake: 'another error for a model that cannot be',
    check: 'purity › rerank: no model name leads the URL elsewhere',
    provider: building((input) => {
      if (input.model.includes('..')) throw new RangeError('No dots.');
      return rerank.buildRequest(input);
    }),
  },
  {
    mistake: 'the key in the URL before it is signed',
    check: 'purity › rerank: the key is in no request before it is signed',
    provider: closingOverKey(),
  },
  {
    mistake: 'topN sent and not declared',
    check: 'purity › rerank: topN is sent exactly where the capabilities say cutsTopN',
    provider: declaring({ cutsTopN: false }),
  },
  {
    mistake: 'topN declared and not sent',
    check: 'purity › rerank: topN is sent exactly where the capabilities say cutsTopN',
    provider: building((input) => rerank.buildRequest({ ...input, topN: undefined })),
  },
  {
    mistake: 'texts that are trimmed on the way',
    check: 'purity › rerank: copiesTexts holds',
    provider: building(textsAs((texts) => texts.map((text) => text.trim()))),
  },
  {
    mistake: 'empty texts that are left out',
    check: 'purity › rerank: copiesTexts holds',
    provider: building(textsAs((texts) => texts.filter((text) => text !== ''))),
  },
];

/** Only for longer lists than that of the fixture, as a cache might. */
function counting(): Build {
  let calls = 0;
  return (input) => {
    calls++;
    const request = rerank.buildRequest(input);
    return input.passages.length > 3 ? { ...request, headers: { 'x-call': String(calls) } } : request;
  };
}

/** By hand: it goes to the configured server only, but there in plain sight. */
function closingOverKey(): RerankProviderFactory {
  const mount = (settings: { readonly apiKey?: string; readonly baseUrl?: string }) => {
    const buildRequest: Build = (input) => {
      const { url, body } = rerank.buildRequest(input);
      return { url: input.baseUrl === settings.baseUrl ? `${url}?key=${settings.apiKey}` : url, body };
    };
    return building(buildRequest)(settings);
  };
  return Object.freeze(
    Object.assign(mount, { specVersion: 1, definition: acme.definition }),
  ) as unknown as RerankProviderFactory;
}

const robust = 'parse robustness › rerank: a damaged answer is refused or read right, never read wrong';

const robustnessMistakes: readonly Broken[] = [
  {
    mistake: 'scores that are converted to numbers',
    check: robust,
    provider: parsing((body) => ({
      ranking: (body as LooseAnswer).results.map(({ index, score }) => ({ index, relevanceScore: Number(score) })),
      ...usageOf(body),
    })),
  },
  {
    mistake: 'an index that is guessed where there is none',
    check: robust,
    provider: parsing((body) => ({
      ranking: (body as LooseAnswer).results.map(({ index, score }, place) => ({
        index: index ?? place,
        relevanceScore: score,
      })),
      ...usageOf(body),
    })),
  },
  {
    mistake: 'documents that the upstream left out put last',
    check: robust,
    provider: parsing((body, input) => {
      const { ranking, usage } = rerank.parseResponse(body, input);
      const seen = new Set(ranking.map(({ index }) => index));
      const left = [...input.passages.keys()].filter((index) => !seen.has(index) && input.topN === undefined);
      return { ranking: [...ranking, ...left.map((index) => ({ index, relevanceScore: 0 }))], usage };
    }),
  },
  {
    mistake: 'another error for an answer without results',
    check: robust,
    provider: parsing((body, input) => {
      const parsed = rerank.parseResponse(body, input);
      if (parsed.ranking.length === 0) throw new RerankError('not_found', 'Nothing was found.');
      return parsed;
    }),
  },
  {
    mistake: 'another error for an answer that lacks two things at once',
    check: robust,
    provider: parsing((body, input) => {
      const parsed = rerank.parseResponse(body, input);
      const { id } = body as { readonly id?: unknown };
      if (typeof id !== 'string' && parsed.usage === undefined) throw new RerankError('rejected', 'What is this?');
      return parsed;
    }),
  },
  {
    mistake: 'good answers that are refused',
    check: robust,
    provider: acmeEndpoint({
      followUp({ status, headers }) {
        // Only what came through a socket is dated.
        if (status === 200 && headers['date'] === undefined) throw new Error('When was this?');
        return undefined;
      },
    }),
  },
  {
    mistake: 'usage that is not looked at',
    check: robust,
    provider: parsing((body, input) => {
      const { ranking } = rerank.parseResponse({ ...(body as object), usage: null }, input);
      return { ranking, ...usageOf(body) };
    }),
  },
  {
    mistake: 'warnings that are not looked at',
    check: robust,
    provider: parsing((body, input) => {
      const { id } = body as { readonly id?: string };
      const parsed = rerank.parseResponse(body, input);
      return typeof id === 'string' ? parsed : { ...parsed, warnings: [{ code: 'other', message: id as never }] };
    }),
  },
];

const usageOf = (body: unknown) => {
  const tokens = (body as Partial<LooseAnswer> | null)?.usage?.tokens;
  return tokens === undefined ? {} : { usage: { totalTokens: tokens } };
};

const failureMistakes: readonly Broken[] = [
  {
    mistake: 'failures that are taken for JSON',
    check: 'failures › rerank: every failed status has a code that fits',
    provider: acmeWith({
      parseFailure(response, model) {
        if (response.body.startsWith('<')) JSON.parse(response.body);
        return definition.parseFailure?.(response, model) ?? {};
      },
    }),
  },
  {
    mistake: 'one code for all',
    check: 'failures › rerank: every failed status has a code that fits',
    provider: acmeWith({
      parseFailure: (response, model) => ({
        ...(response.status === 402 ? { code: 'rejected' } : {}),
        ...definition.parseFailure?.(response, model),
      }),
    }),
  },
  {
    mistake: 'a refused key that is tried again',
    check: 'failures › rerank: no refusal is called retryable',
    provider: acmeWith({
      parseFailure: (response, model) => ({
        ...(response.status === 401 ? { retryable: true } : {}),
        ...definition.parseFailure?.(response, model),
      }),
    }),
  },
  {
    mistake: "the upstream's words as the provider's own",
    check: 'failures › rerank: no failure repeats query, documents or key',
    provider: acmeWith({
      parseFailure: (response, model) => {
        const read = definition.parseFailure?.(response, model) ?? {};
        return read.code === undefined ? { message: response.body } : read;
      },
    }),
  },
  {
    mistake: 'an empty success that is called an outage',
    check: 'failures › rerank: a success without JSON is no answer',
    provider: acmeEndpoint({
      followUp({ status, body }) {
        if (status === 200 && body === '') throw new RerankError('unavailable', 'Nothing came.');
        return undefined;
      },
    }),
  },
];

const executionMistakes: readonly Broken[] = [
  {
    mistake: 'documents given twice sent once',
    check: 'execution › rerank: a document given twice is ranked twice',
    provider: building(textsAs((texts) => [...new Set(texts)])),
  },
  {
    mistake: 'letters that are cleaned away',
    check: 'execution › rerank: texts arrive unharmed',
    provider: building(
      textsAs((texts) => texts.map((text) => text.replace(/[^\t\n\r -~]/g, ''))),
      { copiesTexts: false },
    ),
  },
  {
    mistake: 'an answer of one result taken for none',
    check: 'execution › rerank: one document is a list',
    provider: parsing((body, input) => {
      const parsed = rerank.parseResponse(body, input);
      if (parsed.ranking.length === 1) throw new Error('What is there to rank?');
      return parsed;
    }),
  },
  {
    mistake: 'a list that is cut before it is sorted',
    check: 'execution › rerank: topN gives the best',
    provider: parsing((body, input) => {
      const { ranking, usage } = rerank.parseResponse(body, input);
      return { ranking: ranking.slice(0, input.topN), usage };
    }),
  },
  {
    mistake: "indices of the caller's whole list",
    check: 'execution › rerank: one document more than fits',
    provider: parsing((body, input) => {
      const { ranking, usage } = rerank.parseResponse(body, input);
      return { ranking: ranking.map((place) => ({ ...place, index: place.index + input.firstIndex })), usage };
    }),
  },
  {
    mistake: 'scores by the part of the list',
    check: 'execution › rerank: one document more than fits',
    provider: acmeEndpoint({
      capabilities: { ...capabilities, maxDocuments: 20 } as typeof rerank.capabilities,
      parseResponse(body, input) {
        const { ranking, usage } = rerank.parseResponse(body, input);
        const sign = input.firstIndex === 0 ? 1 : -1;
        return {
          ranking: ranking.map((place) => ({ ...place, relevanceScore: sign * place.relevanceScore })),
          usage,
        };
      },
    }),
  },
  {
    mistake: 'a full queue that is final',
    check: 'execution › rerank: retry-after is waited for',
    provider: acmeWith({
      parseFailure: (response, model) => ({
        ...(response.status === 429 ? { retryable: false } : {}),
        ...definition.parseFailure?.(response, model),
      }),
    }),
  },
  {
    mistake: 'a key that is forgotten',
    check: "execution › rerank: the key goes to the provider's server and no other",
    provider: acmeWith({ authorize: (request) => request }),
  },
];

const inProcessMistakes: readonly Broken[] = [
  {
    mistake: 'passages that are sorted in place',
    check: 'execution › length: rank changes nothing of its input',
    provider: acmeLocal({
      rank: (input, context) => length.rank(Object.assign(input, { seen: true }), context),
    }),
  },
  {
    mistake: 'scores by place',
    check: "execution › length: a document given twice is ranked twice, in the caller's order",
    provider: acmeLocal({
      rank: async ({ passages }) => ({
        ranking: passages.map((_, index) => ({ index, relevanceScore: -index })),
      }),
    }),
  },
  {
    mistake: 'an empty text that cannot be ranked',
    check: 'execution › length: texts of all kinds are ranked',
    provider: acmeLocal({
      rank: async (input, context) => {
        if (input.passages.some(({ text }) => text === '')) throw new Error('There is nothing in it.');
        return length.rank(input, context);
      },
    }),
  },
  {
    mistake: 'a list of one that is too short',
    check: 'execution › length: one document is a list',
    provider: acmeLocal({
      capabilities: { modalities: ['text'], scoring: 'listwise', scoreScale: 'unknown' },
      rank: async (input, context) => {
        if (input.passages.length === 1) throw new Error('What is there to rank?');
        return length.rank(input, context);
      },
    }),
  },
  {
    mistake: "indices of the caller's whole list",
    check: 'execution › length: one document more than fits',
    provider: acmeLocal({
      capabilities: { maxDocuments: 9, modalities: ['text'], scoring: 'pointwise', scoreScale: 'unknown' },
      rank: async (input, context) => {
        const { ranking } = await length.rank(input, context);
        return { ranking: ranking.map((place) => ({ ...place, index: place.index + input.firstIndex })) };
      },
    }),
  },
  {
    mistake: 'another best with topN',
    check: 'execution › length: topN gives the best',
    provider: acmeLocal({
      rank: async (input, context) => {
        const { ranking } = await length.rank(input, context);
        const sign = input.topN === undefined ? 1 : -1;
        return { ranking: ranking.map((place) => ({ ...place, relevanceScore: sign * place.relevanceScore })) };
      },
    }),
  },
];

export const broken: readonly Broken[] = [
  ...definitionMistakes,
  ...optionMistakes,
  ...fixtureMistakes,
  ...purityMistakes,
  ...robustnessMistakes,
  ...failureMistakes,
  ...executionMistakes,
  ...inProcessMistakes,
];
