import { type Capabilities, RerankError, type RerankProviderFactory } from '@openrerank/core';
import { acme, acmeEndpoint, acmeWith, definition } from '../acme.ts';
import { type Broken, capabilities, declaring } from './mistake.ts';

const about = definition.about as NonNullable<typeof definition.about>;

export const definitionMistakes: readonly Broken[] = [
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
  ...[['Api-Key'], ['api key'], [''], ['authorization', 'authorization']].map((credentialHeaders) => ({
    mistake: `the credential headers ${JSON.stringify(credentialHeaders)}`,
    check: 'definition › its credential headers are names of headers',
    provider: acmeWith({ credentialHeaders }),
  })),
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
    { maxTokens: 0 },
    { maxTokens: 512.5 },
    { modalities: ['image'] },
    { modalities: ['text', 'audio'] },
    { scoring: 'pairwise' },
    { scoreScale: { kind: 'percent' } },
    { scoreScale: 'unit' },
    { scoreScale: { kind: 'unit', boundary: 2 } },
    { scoreScale: { kind: 'logit', boundary: '4.5' } },
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
