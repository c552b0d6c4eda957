import { joinUrl, RerankError, type RerankProviderFactory } from '@openrerank/core';
import { acme, fixtures, fixturesWith, rerank } from '../acme.ts';
import { type Broken, type Build, building, declaring, type LooseAnswer, parsing, textsAs } from './mistake.ts';

export const purityMistakes: readonly Broken[] = [
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
