import { acmeEndpoint, acmeWith, definition, rerank } from '../acme.ts';
import { type Broken, building, capabilities, parsing, textsAs } from './mistake.ts';

export const executionMistakes: readonly Broken[] = [
  {
    mistake: 'documents given twice sent once',
    check: 'execution › rerank: a document given twice is ranked twice',
    provider: building(
      textsAs((texts) => [...new Set(texts)]),
      { copiesTexts: false },
    ),
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
  {
    mistake: 'a key in a header that is not declared',
    check: "execution › rerank: the key goes to the provider's server and no other",
    provider: acmeWith({ authorize: addingHeader('authorization', 'x-api-key') }),
  },
  {
    mistake: 'a credential header that is declared and not set',
    check: "execution › rerank: the key goes to the provider's server and no other",
    provider: acmeWith({ credentialHeaders: ['api-key'] }),
  },
  {
    mistake: "a key over the caller's own credential",
    check: 'execution › rerank: a credential header of the caller stands for the key',
    provider: acmeWith({
      credentialHeaders: ['api-key'],
      authorize: (request, key) => ({ ...request, headers: { ...request.headers, 'api-key': key } }),
    }),
  },
  {
    mistake: "a key beside the caller's own credential in another header",
    check: 'execution › rerank: a credential header of the caller stands for the key',
    provider: acmeWith({ credentialHeaders: ['authorization', 'api-key'], authorize: addingHeader('api-key') }),
  },
  {
    mistake: "a found credential over the caller's own",
    check: 'execution › rerank: a credential header of the caller stands for the key',
    provider: acmeWith({
      authorizeAmbient: (request) => ({ ...request, headers: { ...request.headers, authorization: 'Bearer found' } }),
    }),
  },
];

/** Leaves alone those of the headers that are there, and no more. */
function addingHeader(...names: readonly string[]): NonNullable<typeof definition.authorize> {
  return (request, key) => ({
    ...request,
    headers: { ...Object.fromEntries(names.map((name) => [name, key])), ...request.headers },
  });
}
