import type { ProviderAbout } from '@openrerank/core';
import { capabilitiesProblem } from '../capabilities-problem.ts';
import { type Check, type Checks, demand, inGroup } from '../check.ts';
import { show } from '../json.ts';
import type { EndpointSubject, Subject } from '../subject.ts';

/** What a provider says of itself, before it is asked to do anything. */
export function definitionChecks(subject: Subject): readonly Check[] {
  const { about } = subject.definition;
  return inGroup('definition', [
    ['its id is spelled as ids are', () => checkId(subject)],
    ['it is written for version 1 of the interface', () => checkVersion(subject)],
    ['its base URL is absolute', () => checkBaseUrl(subject)],
    ['its data cannot be changed', () => checkFrozen(subject)],
    ['its credential headers are names of headers', () => checkCredentialHeaders(subject)],
    ...(about === undefined
      ? []
      : ([['it says who the vendor is and where its documentation stands', () => checkAbout(about)]] as const)),
    ...subject.endpoints.flatMap(endpointChecks),
  ]);
}

const endpointChecks = (endpoint: EndpointSubject): Checks => [
  [`${endpoint.name}: there is a model to ask it for`, () => checkModels(endpoint)],
  [`${endpoint.name}: its capabilities make sense`, () => checkCapabilities(endpoint)],
];

function checkId({ definition: { id } }: Subject): void {
  demand(/^[a-z\d][a-z\d_.-]*$/.test(id), {
    did: `The provider's id is ${show(id)}.`,
    expected: 'lower-case letters, digits, "_", "-" and ".", beginning with a letter or a digit, and no slash.',
    mend: 'choose another id in defineRerankProvider: it is what stands before the first slash of a model string.',
  });
}

function checkVersion({ provider }: Subject): void {
  demand(provider.specVersion === 1, {
    did: `The provider's specVersion is ${show(provider.specVersion)}.`,
    expected: '1.',
    mend: 'make the provider with defineRerankProvider, which sets it.',
  });
}

function checkBaseUrl({ definition: { baseUrl } }: Subject): void {
  if (baseUrl === undefined) return;
  const isAbsolute = URL.canParse(baseUrl) && /^https?:$/.test(new URL(baseUrl).protocol);
  demand(isAbsolute, {
    did: `The provider's baseUrl is ${show(baseUrl)}.`,
    expected: 'an absolute http or https URL, such as https://api.example.com.',
    mend: 'write the whole URL, or leave baseUrl out where the user must name a server.',
  });
}

function checkFrozen({ provider, definition }: Subject): void {
  const { env = {}, endpoints } = definition;
  for (const [what, value] of Object.entries({ provider, definition, 'definition.env': env, endpoints })) {
    demand(Object.isFrozen(value) || Object.keys(value).length === 0, {
      did: `Whoever imports the provider can change its ${what}.`,
      expected: 'frozen data: a provider is shared by everything in a process.',
      mend: 'make the provider with defineRerankProvider, which freezes it.',
    });
  }
}

/** RFC 9110's token, in lower case. */
export const headerName: RegExp = /^[a-z\d!#$%&'*+.^_`|~-]+$/;

function checkCredentialHeaders({ definition: { credentialHeaders = [] } }: Subject): void {
  const wrong = credentialHeaders.find((name) => !headerName.test(name));
  demand(wrong === undefined, {
    did: `credentialHeaders holds ${show(wrong)}.`,
    expected: 'names of headers in lower case, such as "api-key": core compares them with names in lower case.',
    mend: 'write the name of the header alone, in lower case.',
  });
  demand(new Set(credentialHeaders).size === credentialHeaders.length, {
    did: `credentialHeaders is ${show(credentialHeaders)}.`,
    expected: 'each header once.',
    mend: 'leave out what is there already.',
  });
}

function checkAbout({ title, docs, models }: ProviderAbout): void {
  demand(typeof title === 'string' && title.trim() !== '', {
    did: 'about.title is empty.',
    expected: 'the name of the vendor or the server, as it spells itself.',
    mend: 'write it in about.title.',
  });
  demand(URL.canParse(docs) && docs.startsWith('https://'), {
    did: `about.docs is ${show(docs)}.`,
    expected: "the https URL of the vendor's page about its rerank API.",
    mend: 'write it in about.docs.',
  });
  demand(Array.isArray(models) && models.every((model) => typeof model === 'string' && model !== ''), {
    did: `about.models is ${show(models)}.`,
    expected: 'a list of model names without the provider in front; empty where the user names the model.',
    mend: 'list them in about.models.',
  });
}

function checkModels({ name, models }: EndpointSubject): void {
  demand(models.length > 0, {
    did: `The endpoint "${name}" refuses every model that the kit knows of, or there is none.`,
    expected: 'at least one model, in about.models, in a fixture, or in the option models of the kit.',
    mend: `name one that it takes; "${name}/<model>" is for this endpoint alone.`,
  });
}

function checkCapabilities({ name, endpoint, models }: EndpointSubject): void {
  for (const { model, capabilities } of models) {
    const problem = capabilitiesProblem(capabilities);
    demand(problem === undefined, {
      did: `For the model ${show(model)} the endpoint "${name}" declares ${problem}.`,
      expected:
        'maxDocuments and maxTokens integers of at least 1 or absent, modalities with "text", scoring "pointwise" or "listwise", scoreScale { kind: "logit" }, { kind: "unit" } or { kind: "unknown" }, its boundary a score of that scale or absent.',
      mend: 'declare what the vendor documents, in the capabilities of the endpoint.',
    });
    const again = typeof endpoint.capabilities === 'function' ? endpoint.capabilities(model) : endpoint.capabilities;
    demand(JSON.stringify(again) === JSON.stringify(capabilities), {
      did: `Asked twice about the model ${show(model)}, the endpoint "${name}" declares different capabilities.`,
      expected: 'the same each time: capabilities are a pure function of the model.',
      mend: 'keep no state in capabilities.',
    });
  }
}
