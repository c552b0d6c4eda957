import { describe, expect, it } from 'vitest';
import {
  createRegistry,
  defineRerankProvider,
  type HttpEndpoint,
  type OptionsOf,
  RerankError,
} from '../../src/index.ts';
import { acme, json, ranked, scripted } from '../support/acme.ts';
import { manualClock } from '../support/manual-clock.ts';

const ask = {
  query: 'what is it',
  documents: ['first document', 'second document which is rather long', '# Patient "file"\n\nJohn Doe, born 1970'],
};
const call = async (provider: ReturnType<typeof acme>, ...handlers: Parameters<typeof scripted>) => {
  const clock = manualClock();
  const { transport, sent } = scripted(...handlers);
  const model = createRegistry({ providers: [provider], transport, clock, env: {} }).model('acme/m');
  const outcome = await clock
    .drive(model.rerank(ask, { maxRetries: 0 }))
    .catch((error: unknown) => error as RerankError);
  return { outcome, sent, clock };
};
const withKey = acme({ apiKey: 'sk-very-secret', headers: { 'x-team': 'search-team' } });

describe('an upstream that says "not yet"', () => {
  const notYet = (location: string) => () => ({ status: 202, headers: { location }, body: '' });

  it('is polled, signed again and with the same headers, until it answers', async () => {
    const status = notYet('https://api.acme.test/status/1');
    const { outcome, sent, clock } = await call(withKey, status, status, () =>
      json({ scores: [0, 1, 2].map((i) => ({ i, s: i })) }),
    );
    expect(outcome).toMatchObject({ results: [{}, {}, {}], meta: { attempts: 1 } });
    expect(sent.map(({ method, url, headers }) => [method, url, headers['authorization'], headers['x-team']])).toEqual([
      ['POST', 'https://api.acme.test/rerank', 'Bearer sk-very-secret', 'search-team'],
      ['GET', 'https://api.acme.test/status/1', 'Bearer sk-very-secret', 'search-team'],
      ['GET', 'https://api.acme.test/status/1', 'Bearer sk-very-secret', 'search-team'],
    ]);
    expect(sent[1]).toMatchObject({
      body: '',
      headers: expect.not.objectContaining({ 'content-type': expect.anything() }),
    });
    expect(clock.waited).toEqual([100, 100]);
  });

  it.each([
    ['an address that is none', { followUp: () => ({ request: { url: '/status' }, afterMs: 1 }) }],
    [
      'a mistake of the provider',
      {
        followUp: () => {
          throw new TypeError('oops');
        },
      },
    ],
  ])('is not followed to %s', async (_name, changes) => {
    const rerank = { ...acme.definition.endpoints['rerank']!, ...changes };
    const odd = defineRerankProvider({ ...acme.definition, endpoints: { rerank } });
    const { outcome } = await call(odd({ apiKey: 'k' }), ranked);
    expect(outcome).toMatchObject({ code: 'invalid_response', cause: expect.any(TypeError) });
  });

  it('is not followed to another host', async () => {
    const { outcome, sent } = await call(withKey, notYet('https://evil.test/status/1'));
    expect(outcome).toMatchObject({ code: 'invalid_response', message: expect.stringContaining('another host') });
    expect(sent).toHaveLength(1);
  });

  it('is polled no longer than one attempt may take', async () => {
    const { outcome, clock } = await call(withKey, notYet('https://api.acme.test/status/1'));
    expect(outcome).toMatchObject({ code: 'timeout' });
    expect(clock.now()).toBe(60_000);
  });
});

type Options = OptionsOf<readonly [ReturnType<typeof acme>], 'acme/m'>;

describe('an answer in pages', () => {
  const page = (places: readonly number[], next?: string, tokens?: number) => () =>
    json({ scores: places.map((i) => ({ i, s: i })), tokens, next });
  const paged = (() => {
    const { parseResponse, ...rest } = acme.definition.endpoints['rerank'] as HttpEndpoint<Options>;
    const rerank: HttpEndpoint<Options> = {
      ...rest,
      parseResponse(body, input) {
        const { next } = body as { readonly next?: string };
        const rest = next === undefined ? undefined : { url: next, body: { token: 1 } };
        return { ...parseResponse(body, input), warnings: [{ code: 'other', message: 'A page.' }], next: rest };
      },
    };
    return defineRerankProvider({ ...acme.definition, endpoints: { rerank } })({ apiKey: 'sk-very-secret' });
  })();
  const more = 'https://api.acme.test/more';

  it('is one ranking, each page asked for with the key', async () => {
    const { outcome, sent } = await call(paged, page([1], more, 3), page([0], more, 4), page([2], undefined, 5));
    expect(outcome).toMatchObject({
      results: [{ index: 2 }, { index: 1 }, { index: 0 }],
      usage: { totalTokens: 12 },
      warnings: [{ message: 'A page.' }],
      meta: { attempts: 1 },
    });
    expect(sent.map(({ url, body, headers }) => [url, headers['authorization'], body.slice(0, 11)])).toEqual([
      ['https://api.acme.test/rerank', 'Bearer sk-very-secret', '{"model":"m'],
      [more, 'Bearer sk-very-secret', '{"token":1}'],
      [more, 'Bearer sk-very-secret', '{"token":1}'],
    ]);
  });

  it.each([
    ['an empty page', page([], more), 'an empty page'],
    ['more results than documents', page([0, 1], more), 'more results than documents'],
    ['a page at another host', page([0], 'https://evil.test/more'), 'another host'],
    ['a page at an address that is none', page([0], 'more'), 'a shape that this provider does not know'],
  ])('does not go on with %s', async (_name, second, message) => {
    const { outcome, sent } = await call(paged, page([0, 1], more), second);
    expect(outcome).toMatchObject({ code: 'invalid_response', message: expect.stringContaining(message) });
    expect(sent).toHaveLength(2);
  });
});

describe('a failed answer', () => {
  it.each([
    [400, 'rejected', false],
    [401, 'authentication', false],
    [402, 'quota_exceeded', false],
    [403, 'authentication', false],
    [404, 'not_found', false],
    [408, 'timeout', true],
    [410, 'not_found', false],
    [413, 'rejected', false],
    [422, 'rejected', false],
    [429, 'rate_limited', true],
    [500, 'unavailable', true],
    [502, 'unavailable', true],
    [503, 'unavailable', true],
    [504, 'timeout', true],
  ])('with status %i is %s', async (status, code, retryable) => {
    const { outcome } = await call(withKey, () => ({ status, headers: { 'x-acme-id': 'r1' }, body: '' }));
    expect(outcome).toMatchObject({
      code,
      retryable,
      message: `The upstream answered ${status}.`,
      details: { status, provider: 'acme', model: 'm', upstreamRequestId: 'r1' },
    });
  });

  it('with a redirect is not followed', async () => {
    const { outcome, sent } = await call(withKey, () => json({}, 307, { location: 'https://evil.test' }));
    expect(outcome).toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('a redirect, which is not followed'),
    });
    expect(sent).toHaveLength(1);
  });

  it.each([
    [{ message: 'top_k: unknown field' }, ': top_k: unknown field.'],
    [{ error: 'model overloaded' }, ': model overloaded.'],
    [{ error: { message: 'model overloaded' } }, ': model overloaded.'],
    [{ detail: 'no such model', title: 'Not Found' }, ': no such model.'],
    [{ title: 'Too Many Requests!' }, ': Too Many Requests!'],
    [{ detail: [{ msg: 'field required', input: { query: 'what is it' } }] }, '.'],
    [{ message: '' }, '.'],
    ['text', '.'],
    [null, '.'],
    [{ message: 'in\n two\tlines ' }, ': in two lines.'],
    [{ message: ' ' }, '.'],
    [{ message: 'm'.repeat(1000) }, `: ${'m'.repeat(300)}.`],
  ])('is told by its message in %j', async (body, message) => {
    const { outcome } = await call(withKey, () => json(body, 400));
    expect((outcome as RerankError).message).toBe(`The upstream answered 400${message}`);
  });

  it.each([
    'invalid query "what is it"',
    'cannot read: first document',
    'bad text: second document which is ra…',
    'Incorrect API key provided: sk-very-secret',
    'unknown team search-team',
    'Incorrect API key provided: sk-very-s***',
    'cannot read # Patient "file" John Doe, born',
    'cannot read "# Patient \\"file\\"\\n\\nJohn Doe, born 1970"',
    `${'m'.repeat(290)} first document`,
    'Route POST:/rerank?subscription=QUERYKEY99 not found',
  ])('does not repeat the input: %s', async (message) => {
    const provider = acme({
      apiKey: 'sk-very-secret',
      headers: { 'x-team': 'search-team' },
      baseUrl: 'https://h?subscription=QUERYKEY99',
    });
    const { outcome } = await call(provider, () => json({ message }, 400));
    expect((outcome as RerankError).message).toBe(
      'The upstream answered 400: its message repeats the input and is withheld.',
    );
  });

  it.each([
    ['the region that AWS signs for', 'not allowed on arn:aws:bedrock:us-west-2::foundation-model/m', false],
    ["Google's project", 'Permission denied on project acme-search-1', false],
    ["AWS's key", 'The security token AKIAIOSFODNN7 is not valid', true],
    ["AWS's signature", 'The signature 6b5f4c3d2e1f is not valid', true],
  ])('may name %s: %s', async (_name, message, isSecret) => {
    const scope = 'AKIAIOSFODNN7/20261125/us-west-2/bedrock/aws4_request';
    const signed = defineRerankProvider({
      ...acme.definition,
      authorize: (request) => ({
        ...request,
        headers: {
          ...request.headers,
          authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=6b5f4c3d2e1f`,
          'x-goog-user-project': 'acme-search-1',
        },
      }),
    });
    const { outcome } = await call(signed({ apiKey: 'k' }), () => json({ message }, 403));
    expect((outcome as RerankError).message.includes('withheld')).toBe(isSecret);
  });

  it.each([
    [{ said: 'too long', message: 'Use truncate.' }, ': too long. Use truncate.'],
    [{ said: 'too long' }, ': too long.'],
    // A provider's own words may share a word with the query.
    [
      { said: 'what is it?', message: 'Ask: what is it.' },
      ': its message repeats the input and is withheld. Ask: what is it.',
    ],
    [{ message: 'Use truncate.' }, ': Use truncate.'],
    [{}, ': from the body.'],
  ])('says what the provider reads in it: %j', async (told, message) => {
    const reader = defineRerankProvider({
      ...acme.definition,
      parseFailure: (_, model) => ({ code: model === 'm' ? 'input_too_long' : undefined, retryable: true, ...told }),
    });
    const { outcome } = await call(reader({ apiKey: 'k' }), () => json({ message: 'from the body' }, 422));
    const expected = { code: 'input_too_long', retryable: true, message: `The upstream answered 422${message}` };
    expect(outcome).toMatchObject(expected);
  });

  it('is left to its status by a provider that reads no headers', async () => {
    const plain = defineRerankProvider({
      ...acme.definition,
      readHeaders: undefined,
    } as never) as unknown as typeof acme;
    const { outcome } = await call(plain({ apiKey: 'k' }), () => ({ status: 500, headers: {}, body: '' }));
    expect(outcome).toMatchObject({ code: 'unavailable' });
    const answered = await call(plain({ apiKey: 'k' }), ranked);
    expect(answered.outcome).toMatchObject({ meta: { upstreamRequestId: undefined } });
  });
});

describe('an upstream that cannot be reached', () => {
  it('is named by its host, with the reason and the cause', async () => {
    const cause = new Error('fetch failed', {
      cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    });
    const { outcome } = await call(withKey, () => Promise.reject(cause));
    expect(outcome).toMatchObject({ code: 'network', message: 'Could not reach api.acme.test (ECONNREFUSED).', cause });
  });

  it('is named without a reason where there is none', async () => {
    const { outcome } = await call(withKey, () => Promise.reject(new Error('odd')));
    expect(outcome).toMatchObject({ message: 'Could not reach api.acme.test.' });
    const thrown = await call(withKey, () => Promise.reject('odd'));
    expect(thrown.outcome).toMatchObject({ message: 'Could not reach api.acme.test.' });
  });

  it('passes on what the transport itself says', async () => {
    const said = new RerankError('invalid_response', 'Too long.');
    const { outcome } = await call(withKey, () => Promise.reject(said));
    expect(outcome).toBe(said);
  });
});
