import { type HttpRequest, joinUrl, RerankError, type RerankProviderFactory } from '@openrerank/core';
import { acme, fixtures, fixturesWith, rerank } from '../acme.ts';
import { type Broken, type Build, building, declaring, type LooseAnswer, parsing, textsAs } from './mistake.ts';

const exchange = fixtures.rankings[0]?.request as HttpRequest;

export const purityMistakes: readonly Broken[] = [
  {
    mistake: 'an input that is changed',
    check: 'purity › rerank: buildRequest makes the same of the same and changes nothing',
    provider: building((input) => rerank.buildRequest(Object.assign(input, { seen: true }))),
  },
  {
    mistake: 'a request that counts its calls',
    check: 'purity › rerank: buildRequest makes the same of the same and changes nothing',
    provider: building(counting(), { copiesTexts: false }),
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
  {
    mistake: 'equal texts that are sent once',
    check: 'purity › rerank: copiesTexts holds',
    provider: building(textsAs((texts) => [...new Set(texts)])),
  },
  {
    mistake: 'a query that is trimmed on the way',
    check: 'purity › rerank: copiesTexts holds',
    provider: building((input) => rerank.buildRequest({ ...input, query: input.query.trim() })),
  },
  {
    mistake: 'a query that is cut where it is long',
    check: 'purity › rerank: copiesTexts holds',
    provider: building((input) => rerank.buildRequest({ ...input, query: input.query.slice(0, 5000) })),
  },
  {
    mistake: 'a member that depends on the length of the query',
    check: 'purity › rerank: copiesTexts holds',
    provider: adding(({ query }) => (query.length > 1000 ? { body: { expand: false } } : {})),
  },
  {
    mistake: 'the number of documents in the body',
    check: 'purity › rerank: copiesTexts holds',
    provider: adding(({ passages }) => ({ body: { count: passages.length } })),
    options: { fixtures: withRequest({ body: { count: 3 } }) },
  },
  {
    mistake: "the first document's index in the body",
    check: 'purity › rerank: copiesTexts holds',
    provider: adding(({ firstIndex }) => (firstIndex === 0 ? {} : { body: { offset: firstIndex } })),
  },
  {
    mistake: 'a topN that is cut to the number of documents again',
    check: 'purity › rerank: copiesTexts holds',
    provider: building((input) =>
      rerank.buildRequest({ ...input, topN: input.topN && Math.min(input.topN, input.passages.length) }),
    ),
  },
  {
    mistake: 'the query in the URL too',
    check: 'purity › rerank: copiesTexts holds',
    provider: adding(({ query }) => ({ search: new URLSearchParams({ query }) })),
    options: { fixtures: withRequest({ search: '?query=What+is+the+capital%3F' }) },
  },
  {
    mistake: 'the query in the path of the URL alone',
    check: 'purity › rerank: copiesTexts holds',
    provider: building((input) => {
      const { url, body } = rerank.buildRequest(input);
      const { query, ...rest } = body as { readonly query: string };
      return { url: `${url}/${encodeURIComponent(query)}`, body: rest };
    }),
    options: {
      fixtures: fixturesWith({
        request: {
          url: `${exchange.url}/What%20is%20the%20capital%3F`,
          body: { truncate: 'END', documents: ['Lyon', 'Paris', 'Nice'] },
        },
      }),
    },
  },
  {
    mistake: 'a header that depends on the query',
    check: 'purity › rerank: copiesTexts holds',
    provider: adding(({ query }) => ({ headers: { 'x-language': /^[ -~]*$/.test(query) ? 'en' : 'any' } })),
    options: { fixtures: withRequest({ headers: { 'x-language': 'en' } }) },
  },
  {
    mistake: 'a prefix before the query that depends on the texts',
    check: 'purity › rerank: copiesTexts holds',
    provider: building((input) =>
      rerank.buildRequest({ ...input, query: `Of ${input.passages.length} texts: ${input.query}` }),
    ),
    options: { fixtures: withRequest({ body: { query: 'Of 3 texts: What is the capital?' } }) },
  },
];

/** What a mistake adds to a request. */
interface Added {
  readonly body?: object;
  readonly search?: URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
}

function adding(add: (input: Parameters<Build>[0]) => Added): RerankProviderFactory {
  return building((input) => {
    const { body, search, headers } = add(input);
    const made = rerank.buildRequest(input);
    return {
      url: search === undefined ? made.url : `${made.url}?${search}`,
      body: { ...(made.body as object), ...body },
      ...(headers && { headers }),
    };
  });
}

/** The fixture's request with this in it. */
function withRequest({ body, search = '', ...more }: { body?: object; search?: string; headers?: object }) {
  return fixturesWith({
    request: { url: exchange.url + search, body: { ...(exchange.body as object), ...body }, ...more },
  });
}

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
