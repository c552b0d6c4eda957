import { errorCodes, type HttpResponse, type RerankError, type RerankErrorCode } from '@openrerank/core';
import type { CallableOverHttp } from '../call.ts';
import { callOptionsOf } from '../call-options.ts';
import { type Checks, demand } from '../check.ts';
import { endOf, failedWith, type Outcome, rerankErrorOf } from '../outcome.ts';
import { stubUpstream } from '../stub-upstream.ts';
import { madeUpKey } from '../subject.ts';

type Codes = readonly RerankErrorCode[];

const refusals: Codes = [
  'rejected',
  'input_too_long',
  'invalid_request',
  'invalid_options',
  'invalid_model',
  'unsupported',
];
const outages: Codes = ['unavailable', 'timeout', 'rate_limited'];

/** What a status may mean. A vendor may use a status in a way of its own; none of these can mean just anything. */
const codesOf: Readonly<Record<number, Codes>> = {
  401: ['authentication', 'missing_credentials', 'quota_exceeded'],
  402: ['quota_exceeded', 'authentication', 'rate_limited'],
  403: ['authentication', 'missing_credentials', 'quota_exceeded', 'not_found', 'rate_limited', ...refusals],
  404: ['not_found', 'unavailable', ...refusals],
  408: ['timeout', 'unavailable'],
  410: ['not_found', 'invalid_model', 'unsupported'],
  413: [...refusals, 'rate_limited'],
  422: [...refusals, 'not_found'],
  429: ['rate_limited', 'quota_exceeded', 'unavailable'],
  500: outages,
  502: outages,
  503: outages,
  504: outages,
};

const query = 'Where did the sentinel query zq41 go?';
const document = 'The sentinel document wk87 went this way.';
const echo = `cannot rank ${document} for ${query} with ${madeUpKey}`;

const json = (value: unknown) => ({ body: JSON.stringify(value), headers: { 'content-type': 'application/json' } });

/** The bodies that services, their gateways and broken connections send with a failure. */
const bodies: Readonly<Record<string, Pick<HttpResponse, 'body' | 'headers'>>> = {
  'a JSON error': json({ message: 'It failed.', code: 1, error: { message: 'It failed.', type: 'x' } }),
  'a JSON error of other types': json({ message: { a: 1 }, detail: [{ loc: ['body'], msg: 'no' }], error: null }),
  'a JSON list': json([1, null]),
  'the JSON null': json(null),
  'a page of HTML': { body: '<html><body><h1>Bad</h1></body></html>', headers: { 'content-type': 'text/html' } },
  'an empty body': { body: '', headers: {} },
  'JSON that breaks off': { body: '{"error":{"message":"It fai', headers: { 'content-type': 'application/json' } },
};

/** Failures that repeat what they were asked, as validators like to do. */
const echoes: readonly Pick<HttpResponse, 'body' | 'headers'>[] = [
  json({ message: echo }),
  json({ detail: echo, title: echo }),
  json({ error: { message: echo } }),
  json({ error: echo }),
  json({ detail: [{ loc: ['body', 'documents', 0], msg: echo, input: document }] }),
  { body: echo, headers: { 'content-type': 'text/plain' } },
  { body: `<html><body>${echo}</body></html>`, headers: { 'content-type': 'text/html' } },
];

/** Each status with each body. */
const cases = Object.entries(codesOf).flatMap(([status, codes]) =>
  Object.entries(bodies).map(([kind, body]) => ({ status: Number(status), codes, kind, body })),
);

/** That every failed answer becomes an error that a program can act on. */
export function failureChecks({ subject, endpoint, target, label }: CallableOverHttp): Checks {
  const toAsk = async (): Promise<Ask> => {
    const request = { query, documents: [document, 'Another one.'], options: await callOptionsOf(subject) };
    const upstream = stubUpstream(subject, endpoint, target.model);
    return (answer) => upstream.call(request, answer);
  };
  const failures = async (run: (error: RerankError, failure: Failure) => void) => {
    const ask = await toAsk();
    for (const { status, codes, kind, body } of cases) {
      const when = `When the upstream answers ${status} with ${kind},`;
      const error = rerankErrorOf(await ask({ status, ...body }), when, `one of ${codes.join(', ')}.`);
      run(error, { status, codes, when });
    }
  };
  return [
    [`${label}: every failed status has a code that fits`, () => failures(checkCode)],
    [`${label}: no refusal is called retryable`, () => failures(checkRetryable)],
    [`${label}: a wait is a number of milliseconds`, () => failures(checkWait)],
    [`${label}: no failure repeats query, documents or key`, async () => checkEchoes(await toAsk())],
    [`${label}: a success without JSON is no answer`, async () => checkSuccess(await toAsk())],
  ];
}

type Ask = (answer: Partial<HttpResponse>) => Promise<Outcome>;

interface Failure {
  readonly status: number;
  readonly codes: Codes;
  readonly when: string;
}

function checkCode({ code, message }: RerankError, { codes, when }: Failure): void {
  demand(codes.includes(code), {
    did: `${when} the call fails with ${code} (${message})`,
    expected: `${codes.join(', ')}: programs decide by the code.`,
    mend: 'leave the code to core, which goes by the status, or set it in parseFailure for bodies that say more. parseFailure must not throw, whatever the body is.',
  });
}

function checkRetryable({ code, retryable }: RerankError, { status, when }: Failure): void {
  const isRefusal = status < 500 && !errorCodes[code].retryable;
  demand(typeof retryable === 'boolean' && !(isRefusal && retryable), {
    did: `${when} the call fails with ${code}, and retryable is ${retryable}.`,
    expected: 'false: the same call would be refused again.',
    mend: 'leave retryable to the code, or return another code from parseFailure.',
  });
}

/** None of the bodies names a wait. What is computed of a field that is missing must not pass for one. */
function checkWait({ details: { retryAfterMs } }: RerankError, { when }: Failure): void {
  demand(retryAfterMs === undefined || (Number.isFinite(retryAfterMs) && retryAfterMs >= 0), {
    did: `${when} the call fails with the retryAfterMs ${retryAfterMs}.`,
    expected: 'no wait: core neither retries after NaN nor waits for a negative time.',
    mend: 'return retryAfterMs from parseFailure only where the body holds a number that is not negative.',
  });
}

async function checkEchoes(ask: Ask): Promise<void> {
  for (const status of Object.keys(codesOf).map(Number)) {
    for (const body of echoes) {
      const when = `When the upstream answers ${status} and repeats what it was sent,`;
      const { message, details } = rerankErrorOf(await ask({ status, ...body }), when, 'a RerankError.');
      const shown = `${message} ${JSON.stringify(details)}`;
      const secrets = { 'the query': query, 'a document': document, 'the key': madeUpKey };
      const [leak] = Object.entries(secrets).find(([, secret]) => shown.includes(secret)) ?? [];
      demand(leak === undefined, {
        did: `${when} the error repeats ${leak}.`,
        expected: 'an error without query, documents and key: errors go to logs and trackers.',
        mend: "return the upstream's own words from parseFailure as `said`, which core withholds where they repeat the input; `message` is for words of the provider's own.",
      });
    }
  }
}

async function checkSuccess(ask: Ask): Promise<void> {
  for (const kind of ['a page of HTML', 'an empty body', 'JSON that breaks off', 'the JSON null']) {
    const outcome = await ask({ status: 200, ...bodies[kind] });
    demand(failedWith(outcome, 'invalid_response'), {
      did: `When the upstream answers 200 with ${kind}, the call ${endOf(outcome)}.`,
      expected: 'invalid_response.',
      mend: 'throw in parseResponse for what is no answer.',
    });
  }
}
