import { type BuildInput, createRegistry, type HttpRequest, variableNames } from '@openrerank/core';
import { callOptionsOf } from '../call-options.ts';
import { type Check, type Checks, calling, demand, inGroup } from '../check.ts';
import { deepFrozen, difference, showPath, throughJson } from '../json.ts';
import { jsonLoss } from '../json-loss.ts';
import { baseUrlAt, type HttpSubject, inputFor, type Subject } from '../subject.ts';
import { checkCopies } from './copies-texts.ts';
import { checkModelNames } from './model-names.ts';

/** That the functions of an HTTP endpoint depend on their input alone and do no more than return. */
export function purityChecks(subject: Subject): readonly Check[] {
  const https = subject.endpoints.filter((endpoint) => endpoint.kind === 'http');
  return inGroup(
    'purity',
    https.flatMap((endpoint) => endpointChecks(subject, endpoint)),
  );
}

function endpointChecks(subject: Subject, http: HttpSubject): Checks {
  if (http.models.length === 0) return [];
  const { name } = http;
  return [
    [`${name}: buildRequest makes the same of the same and changes nothing`, () => checkBuild(http)],
    [`${name}: parseResponse reads the same in the same and changes nothing`, () => checkParse(http)],
    [`${name}: what it sends is JSON without loss`, () => checkJson(http)],
    [`${name}: a request goes to the base URL that it is given`, () => checkBaseUrl(http)],
    [`${name}: no model name leads the URL elsewhere`, () => checkModelNames(http)],
    [`${name}: the key is in no request before it is signed`, () => checkKey(subject, http)],
    [`${name}: topN is sent exactly where the capabilities say cutsTopN`, () => checkTopN(http)],
    ...(http.endpoint.copiesTexts ? ([[`${name}: copiesTexts holds`, () => checkCopies(http)]] as const) : []),
  ];
}

/** The fixtures' inputs, and one for each set of abilities. */
function inputsOf(http: HttpSubject): readonly BuildInput[] {
  const made = http.distinct.map(({ model }) => inputFor(http, model));
  return [...http.fixtures.map(({ input }) => structuredClone(input)), ...made];
}

function checkBuild(http: HttpSubject): void {
  for (const input of inputsOf(http)) {
    const frozen = deepFrozen(input);
    const build = () => withoutChange(() => http.endpoint.buildRequest(frozen), `${http.name}.buildRequest`);
    checkSame(build(), build(), `${http.name}.buildRequest`);
  }
}

function checkParse(http: HttpSubject): void {
  for (const { input, response } of http.fixtures) {
    const frozen = deepFrozen(structuredClone({ input, response }));
    const parse = () =>
      withoutChange(() => http.endpoint.parseResponse(frozen.response, frozen.input), `${http.name}.parseResponse`);
    checkSame(parse(), parse(), `${http.name}.parseResponse`);
  }
}

const withoutChange = <T>(run: () => T, what: string): T =>
  calling(
    `With frozen input ${what}`,
    run,
    'change no input, since it is shared with other parts of a call and with its retries. Copy what has to change, as in { ...input } or list.toSorted().',
  );

function checkSame(first: unknown, second: unknown, what: string): void {
  const differs = difference(throughJson(second), throughJson(first));
  demand(differs === undefined, {
    did: `Called twice with the same input, ${what} returned two values: ${differs}.`,
    expected: 'the same value: a request may be planned, cached or sent again.',
    mend: 'use no clock, no randomness and no state. What identifies an attempt belongs into the transport.',
  });
}

function checkJson(http: HttpSubject): void {
  for (const input of inputsOf(http)) {
    const loss = jsonLoss(http.endpoint.buildRequest(input).body);
    demand(loss === undefined, {
      did: `${http.name}.buildRequest puts ${loss?.what} at ${showPath(loss?.path ?? [])} of the body.`,
      expected: 'texts, finite numbers, true, false, null, lists and plain objects: what JSON holds as it is.',
      mend: 'convert it in buildRequest, so that plan() shows what goes over the wire.',
    });
  }
}

/** Whether requests follow the base URL; where not, no fake upstream can be put in the vendor's place. */
export function followsBaseUrl(http: HttpSubject): boolean {
  return http.distinct.every(({ model }) => {
    const input = inputFor(http, model);
    const { url } = http.endpoint.buildRequest({ ...input, baseUrl: baseUrlAt('https://elsewhere.example', http) });
    return URL.canParse(url) && new URL(url).origin === 'https://elsewhere.example';
  });
}

function checkBaseUrl(http: HttpSubject): void {
  demand(followsBaseUrl(http), {
    did: `Given a base URL at https://elsewhere.example, ${http.name}.buildRequest makes a URL at another host.`,
    expected: 'a URL at the host of input.baseUrl: it is the caller who says where documents go.',
    mend: "build the URL from input.baseUrl, as with core's joinUrl(input.baseUrl, 'v1/rerank').",
  });
}

const sentinel = 'sentinel-key-3fQ9vT';

async function checkKey(subject: Subject, http: HttpSubject): Promise<void> {
  const { definition, id, mount, settings } = subject;
  const baseUrl = baseUrlAt('https://upstream.example', http);
  const env = Object.fromEntries(variableNames(definition.env?.apiKey).map((name) => [name, sentinel]));
  const registry = createRegistry({ providers: [mount({ ...settings, apiKey: sentinel, baseUrl })], env });
  for (const { model } of http.distinct) {
    const target = registry.resolve(`${id}/${http.name}/${model}`);
    const request = { query: 'Which one?', documents: ['this', 'that'], options: await callOptionsOf(subject) };
    const { parts } = await target.plan(request);
    demand(!JSON.stringify(parts).includes(sentinel), {
      did: 'The key stands in the request that buildRequest returned.',
      expected: 'no key before the request is signed: plans, logs and caches hold such requests.',
      mend: 'put the key in with authorize, which core calls last.',
    });
  }
}

function checkTopN(http: HttpSubject): void {
  for (const { model, capabilities } of http.distinct) {
    const input = inputFor(http, model);
    const cuts = capabilities.cutsTopN === true;
    const build = (topN: number | undefined): HttpRequest => http.endpoint.buildRequest({ ...input, topN });
    const other = input.passages.length > 1 ? 2 : undefined;
    const tells = difference(throughJson(build(1)), throughJson(build(other))) !== undefined;
    demand(tells === cuts, {
      did: tells
        ? `${http.name}.buildRequest sends topN, and the capabilities do not say cutsTopN.`
        : `The capabilities of "${http.name}" say cutsTopN, and buildRequest does not send topN.`,
      expected: tells
        ? 'cutsTopN: true. Without it an answer that was cut is refused as incomplete.'
        : 'either both or neither: with cutsTopN an answer that lacks documents passes for a cut one.',
      mend: 'make the two agree.',
    });
  }
}
