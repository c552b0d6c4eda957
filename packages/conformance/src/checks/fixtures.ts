import { asRanking } from '../answer-shape.ts';
import { callOptionsOf } from '../call-options.ts';
import { type Check, type Checks, calling, demand, inGroup, violation } from '../check.ts';
import type { ErrorFixture, RankingFixture } from '../fixture.ts';
import { difference, show, throughJson } from '../json.ts';
import { nameOf, rerankErrorOf } from '../outcome.ts';
import { stubUpstream } from '../stub-upstream.ts';
import type { HttpSubject, Subject } from '../subject.ts';

/** That requests and answers are those that the vendor documents. */
export function fixtureChecks(subject: Subject): readonly Check[] {
  const https = subject.endpoints.filter((endpoint) => endpoint.kind === 'http');
  return inGroup('fixtures', [
    ...https.flatMap(
      (http): Checks => [
        [`${http.name}: there is a fixture`, () => checkPresence(http)],
        ...http.fixtures.flatMap((fixture) => rankingChecks(subject, http, fixture)),
      ],
    ),
    ...subject.strays.map(
      ({ name, endpoint }) => [`${name}: is of an endpoint`, () => refuseStray(name, endpoint, https)] as const,
    ),
    ...subject.errors
      .filter(({ endpoint }) => !isUncallable(https, endpoint))
      .map(
        (fixture) =>
          [`errors/${fixture.name}: becomes the right error`, () => checkError(subject, https, fixture)] as const,
      ),
  ]);
}

/** An endpoint of which no model can be called has failed a check already. */
const isUncallable = (https: readonly HttpSubject[], endpoint: string | undefined): boolean =>
  https.find(({ name }) => name === endpoint)?.distinct.length === 0;

const rankingChecks = (subject: Subject, http: HttpSubject, fixture: RankingFixture): Checks => [
  [`${fixture.name}: names its source`, () => checkSource(fixture)],
  [`${fixture.name}: its options are those of the provider`, () => checkOptions(subject, fixture)],
  [`${fixture.name}: becomes exactly request.json`, () => checkRequest(http, fixture)],
  [`${fixture.name}: response.json is read as exactly result.json`, () => checkResult(http, fixture)],
  [`${fixture.name}: its scores are on the declared scale`, () => checkScale(http, fixture)],
];

function checkPresence({ name, fixtures }: HttpSubject): void {
  demand(fixtures.length > 0, {
    did: `There is no fixture for the endpoint "${name}".`,
    expected: 'at least one exchange as the vendor documents it.',
    mend: `make a folder among the fixtures with input.json ("endpoint": "${name}"), request.json, response.json and result.json.`,
  });
}

function checkSource({ name, source }: { readonly name: string; readonly source: string }): void {
  demand(source.trim() !== '', {
    did: `The fixture "${name}" does not say where its shapes come from.`,
    expected: 'a source: a page of the vendor, or a recording and its date.',
    mend: 'write it as "source".',
  });
}

/** They stand in a fixture as the schema returns them, which it must take for options too. */
async function checkOptions({ definition }: Subject, { name, input }: RankingFixture): Promise<void> {
  const { optionNames, openOptions = false, optionsSchema } = definition;
  const unknown = Object.keys(input.options ?? {}).find((option) => !optionNames.includes(option));
  demand(openOptions || unknown === undefined, {
    did: `The fixture "${name}" has the option "${unknown}", which is none of optionNames.`,
    expected: `one of ${show(optionNames)}.`,
    mend: 'add it to optionNames, correct the fixture, or declare openOptions where the upstream takes other names too.',
  });
  const { issues = [] } = await optionsSchema['~standard'].validate(structuredClone(input.options));
  demand(issues.length === 0, {
    did: `The options of the fixture "${name}" are refused: ${issues.map(({ message }) => message).join('; ')}.`,
    expected: 'options that optionsSchema accepts: no call comes to buildRequest with others.',
    mend: 'correct the fixture, or optionsSchema.',
  });
}

function checkRequest({ endpoint }: HttpSubject, { name, input, request }: RankingFixture): void {
  const build = () => endpoint.buildRequest(structuredClone(input));
  const built = calling(`Of the fixture "${name}" buildRequest`, build, 'mend the provider, or the fixture.');
  const differs = difference(throughJson(built), request);
  demand(differs === undefined, {
    did: `Of the fixture "${name}" buildRequest makes another request: ${differs}.`,
    expected: `${name}/request.json, exactly.`,
    mend: "mend the provider, or the fixture where it is not what the vendor's page says.",
  });
}

function checkResult({ endpoint }: HttpSubject, { name, input, response, result }: RankingFixture): void {
  const parse = () => endpoint.parseResponse(structuredClone(response), structuredClone(input));
  const parsed = calling(`Of ${name}/response.json parseResponse`, parse, 'mend the provider, or the fixture.');
  const differs = difference(throughJson(parsed), result);
  demand(differs === undefined, {
    did: `In ${name}/response.json parseResponse reads something else: ${differs}.`,
    expected: `${name}/result.json, exactly.`,
    mend: "mend the provider, or the fixture where it is not what the vendor's page says.",
  });
}

/** Only `unit` has limits. A cosine of 1 may come as 1.0000001. */
function checkScale({ models }: HttpSubject, { name, input, result }: RankingFixture): void {
  const { capabilities } = models.find(({ model }) => model === input.model) ?? models[0] ?? {};
  const scores = (asRanking(result) ?? []).map(({ relevanceScore }) => relevanceScore);
  const outside = scores.find((score) => score < -1e-6 || score > 1 + 1e-6);
  demand(capabilities?.scoreScale.kind !== 'unit' || outside === undefined, {
    did: `The fixture "${name}" has the score ${outside}, and the capabilities of ${show(input.model)} declare scores from 0 to 1.`,
    expected: 'scores of the scale: callers compare them with thresholds, and core warns of others.',
    mend: "declare { kind: 'logit' } for raw model output, { kind: 'unknown' } where the vendor does not say, or correct the fixture.",
  });
}

function refuseStray(name: string, endpoint: string | undefined, https: readonly HttpSubject[]): never {
  throw violation({
    did: `The fixture ${name} is of the endpoint ${show(endpoint)}, which is none of the provider's over HTTP.`,
    expected: `one of ${show(https.map((each) => each.name))}.`,
    mend: 'correct its "endpoint".',
  });
}

/** In no message of any vendor, so that core withholds none. */
const wordless = { query: 'Zq41 vx?', documents: ['Kw87 jb.'] };

async function checkError(subject: Subject, https: readonly HttpSubject[], fixture: ErrorFixture): Promise<void> {
  const { name, endpoint, model, status, headers, body, expected } = fixture;
  checkSource(fixture);
  const http = https.find((each) => each.name === endpoint);
  if (http === undefined) return refuseStray(`errors/${name}`, endpoint, https);
  const answer = { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
  const request = { ...wordless, options: await callOptionsOf(subject) };
  const outcome = await upstreamOf(subject, http, model, name).call(request, answer);
  const error = rerankErrorOf(
    outcome,
    `With the answer of errors/${name}`,
    `a RerankError with the code ${expected.code}.`,
  );
  const actual = { code: error.code, retryable: error.retryable };
  const differs = difference(actual, { code: expected.code, retryable: expected.retryable });
  demand(differs === undefined, {
    did: `The answer of errors/${name} becomes another error: ${differs}.`,
    expected: `${expected.code}, ${expected.retryable ? '' : 'not '}retryable.`,
    mend: 'read the answer in parseFailure, or correct the fixture.',
  });
  checkMessage(error.message, fixture);
  checkWait(error.details.retryAfterMs, fixture);
}

function upstreamOf(subject: Subject, http: HttpSubject, model: string, name: string) {
  try {
    return stubUpstream(subject, http, model);
  } catch (error) {
    throw violation({
      did: `The endpoint "${http.name}" refuses the model ${show(model)} of the fixture errors/${name}: ${nameOf(error)}.`,
      expected: 'a model that it takes, since the answer is that of a request.',
      mend: 'correct the "model" of the fixture, or its "endpoint".',
    });
  }
}

function checkMessage(message: string, { name, expected }: ErrorFixture): void {
  const { messageIncludes, messageExcludes = [] } = expected;
  const missing = messageIncludes.find((text) => !message.includes(text));
  demand(missing === undefined, {
    did: `The answer of errors/${name} becomes an error whose message lacks ${show(missing)}: ${show(message)}.`,
    expected: `a message with ${show(messageIncludes)}.`,
    mend: 'say it in parseFailure, or correct the fixture.',
  });
  const excess = messageExcludes.find((text) => message.includes(text));
  demand(excess === undefined, {
    did: `The answer of errors/${name} becomes an error whose message holds ${show(excess)}: ${show(message)}.`,
    expected: `a message without ${show(messageExcludes)}.`,
    mend: 'keep it out in parseFailure, or correct the fixture.',
  });
}

function checkWait(retryAfterMs: number | undefined, { name, expected }: ErrorFixture): void {
  demand(expected.retryAfterMs === undefined || retryAfterMs === expected.retryAfterMs, {
    did: `The answer of errors/${name} becomes an error with the retryAfterMs ${show(retryAfterMs)}.`,
    expected: `${expected.retryAfterMs} milliseconds.`,
    mend: 'return retryAfterMs from parseFailure where the body names a wait; core reads the header retry-after.',
  });
}
