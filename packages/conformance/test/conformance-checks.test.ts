import { type Capabilities, defineRerankProvider, type HttpEndpoint, RerankError } from '@openrerank/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { type Handler, send, withUpstream } from '../src/fake-upstream.ts';
import { type ConformanceOptions, conformanceChecks, type UpstreamRequest } from '../src/index.ts';
import { encodeDamaged, mutationsOf } from '../src/mutations.ts';
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
} from './support/acme.ts';
import { failuresOf } from './support/run-checks.ts';

const namesOf = (...args: Parameters<typeof conformanceChecks>) => conformanceChecks(...args).map(({ name }) => name);

describe('conformanceChecks', () => {
  test('refuses what is no provider', () => {
    expect(() => conformanceChecks({} as never)).toThrow(
      'This is no provider: pass what defineRerankProvider returned',
    );
    expect(() => conformanceChecks(undefined as never)).toThrow('This is no provider');
  });

  test('names each check once', () => {
    const checks = conformanceChecks(acme, { fixtures, live: true }).map(({ group, name }) => `${group} › ${name}`);
    expect(new Set(checks).size).toBe(checks.length);
  });

  test('makes no real call unless it is asked to', () => {
    const groups = conformanceChecks(acme, { fixtures }).map(({ group }) => group);
    expect(groups).not.toContain('live');
  });
});

describe('a provider that throws where it should not', () => {
  test('is told where, in one line', async () => {
    const provider = acmeEndpoint({
      buildRequest(input) {
        if (input.passages[0]?.text === 'Lyon') throw new Error('Not Lyon!\nNever.');
        return rerank.buildRequest(input);
      },
    });
    const messages = (await failuresOf(conformanceChecks(provider, { fixtures }))).map(({ message }) => message);
    expect(messages).toContainEqual(
      expect.stringContaining('Of the fixture "basic" buildRequest threw: Error: Not Lyon! Never.\n'),
    );
  });

  test('gets no check that needs a request, where it makes none', async () => {
    const provider = acmeEndpoint({
      buildRequest() {
        throw new Error('Never.');
      },
    });
    const names = namesOf(provider, { fixtures });
    expect(names).toContain('rerank: a request goes to the base URL that it is given');
    expect(names).not.toContain('rerank: one document is a list');
  });

  test('may refuse an option of the right type for reasons of its own', async () => {
    const provider = acmeEndpoint({
      buildRequest(input) {
        if (input.options.truncate === 'START') throw new RerankError('unsupported', 'This model cuts at the end.');
        return rerank.buildRequest(input);
      },
    });
    const optionsSchema = z.strictObject({
      truncate: z
        .string()
        .transform(() => 'START' as const)
        .optional(),
    });
    const { endpoints } = provider.definition;
    const strict = acmeWith({ endpoints, optionsSchema });
    expect(await failuresOf(conformanceChecks(strict, { fixtures }))).toEqual([]);
  });
});

describe('the models', () => {
  const both = acmeWith({
    about: { title: 'Acme', docs: 'https://docs.acme.test', models: ['small', 'score/large', 'tiny'] },
    endpoints: {
      rerank: {
        ...rerank,
        capabilities: (model) => {
          if (model === 'large') throw new Error('Only small ones.');
          const maxDocuments = model === 'tiny' ? 2 : 8;
          return { ...(rerank.capabilities as Capabilities), maxDocuments };
        },
      },
      score: rerank,
    },
  });
  const ofBoth = {
    rankings: [...fixtures.rankings, ...fixturesWith({ name: 'scored', endpoint: 'score' }).rankings],
    errors: fixtures.errors.map((error) => ({ ...error, model: 'small' })),
  };

  test('of each endpoint are those that name it, else those that name none', () => {
    const names = namesOf(both, { fixtures: ofBoth });
    expect(names).toContain('rerank (small): one document is a list');
    expect(names).toContain('rerank (tiny): one document is a list');
    expect(names).toContain('score: one document is a list');
    expect(names.filter((name) => name.endsWith('one document is a list'))).toHaveLength(3);
  });

  test('of equal abilities are tried once, and all of them pass', async () => {
    const names = namesOf(both, { fixtures: ofBoth, models: ['a', 'b', 'tiny'] });
    expect(names.filter((name) => name.endsWith('one document is a list'))).toEqual([
      'rerank (a): one document is a list',
      'rerank (tiny): one document is a list',
      'score: one document is a list',
    ]);
    expect(await failuresOf(conformanceChecks(both, { fixtures: ofBoth }))).toEqual([]);
  });

  test('are those of the fixtures where nothing else names one', async () => {
    const { about, ...rest } = definition;
    const provider = defineRerankProvider(rest);
    expect(await failuresOf(conformanceChecks(provider, { fixtures }))).toEqual([]);
    const aboutVendor = 'it says who the vendor is and where its documentation stands';
    expect(namesOf(provider, { fixtures })).not.toContain(aboutVendor);
    expect(namesOf(acme, { fixtures })).toContain(aboutVendor);
  });
});

describe('options of calls', () => {
  const demanding = (optionsSchema: z.ZodType) => acmeWith({ optionsSchema: optionsSchema as never });
  const schema = z.strictObject({ truncate: z.enum(['START', 'END']) });

  test('are a fixture’s where the provider cannot do without', async () => {
    expect(await failuresOf(conformanceChecks(demanding(schema), { fixtures }))).toEqual([]);
  });

  test('are the author’s where there are some', async () => {
    const without = fixturesWith({ input: { ...fixtures.rankings[0]!.input, options: {} }, request: {} });
    const given = (options: ConformanceOptions) => failuresOf(conformanceChecks(demanding(schema), options));
    const checks = (await given({ fixtures: without, callOptions: { truncate: 'END' } })).map(({ check }) => check);
    expect(checks).toEqual([
      'fixtures › basic: its options are those of the provider',
      'fixtures › basic: becomes exactly request.json',
    ]);
    expect((await given({ fixtures: without })).length).toBeGreaterThan(5);
  });
});

describe('an option that is not known', () => {
  const anything = z.record(z.string(), z.unknown()) as never;

  test('may pass where the provider sends every option on', async () => {
    const provider = acmeWith({ optionsSchema: anything, optionNames: [], openOptions: true });
    expect(await failuresOf(conformanceChecks(provider, { fixtures }))).toEqual([]);
  });

  test('may not pass in process, where it would go nowhere', async () => {
    const provider = defineRerankProvider<string, AcmeOptions>({
      id: 'acme',
      optionsSchema: anything,
      optionNames: [],
      endpoints: { length },
    });
    const failures = await failuresOf(conformanceChecks(provider, { models: ['large'] }));
    expect(failures.map(({ check }) => check)).toEqual(['options › an unknown option does not pass in silence']);
  });
});

describe('an answer of the author’s', () => {
  /** Distances: the smaller, the better. */
  const near: HttpEndpoint<AcmeOptions> = {
    ...rerank,
    parseResponse(body) {
      const { hits } = z
        .object({ hits: z.array(z.object({ at: z.int(), distance: z.number().finite() })) })
        .parse(body);
      return { ranking: hits.map(({ at, distance }) => ({ index: at, relevanceScore: 1 - distance })) };
    },
  };
  const ofNear = fixturesWith({
    response: { hits: [{ at: 0, distance: 0.25 }] },
    result: { ranking: [{ index: 0, relevanceScore: 0.75 }] },
  });
  const answer = (_: UpstreamRequest, scores: readonly number[]) => ({
    hits: scores.map((score, at) => ({ at, distance: 1 - score })),
  });

  test('stands in where the shape cannot be learned', async () => {
    const failing = await failuresOf(conformanceChecks(acmeEndpoint(near), { fixtures: ofNear }));
    expect(failing.map(({ check }) => check)).toEqual(['fixtures › rerank: they show how the upstream answers']);
    expect(failing[0]?.message).toContain('pass the kit the option answer');
    expect(await failuresOf(conformanceChecks(acmeEndpoint(near), { fixtures: ofNear, answer }))).toEqual([]);
  });

  test('is asked with the request as it arrived', async () => {
    const requests: UpstreamRequest[] = [];
    const noting = (request: UpstreamRequest, scores: readonly number[]) => {
      requests.push(request);
      return answer(request, scores);
    };
    await failuresOf(conformanceChecks(acmeEndpoint(near), { fixtures: ofNear, answer: noting }));
    expect(requests).toContainEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/public\/v1\/models\/large\/rerank$/),
      method: 'POST',
      headers: expect.objectContaining({ authorization: expect.stringMatching(/^Bearer /) }),
      body: { query: 'Which one?', documents: ['Item 3 of the list.'] },
    });
  });

  test('is looked at as closely as one that was learned, where its scores stand in it', async () => {
    const lax = acmeEndpoint({
      parseResponse: (body) => ({
        ranking: (body as { results: { index: number; score: unknown }[] }).results.map(({ index, score }) => ({
          index,
          relevanceScore: Number(score),
        })),
      }),
    });
    const plain = (_: UpstreamRequest, scores: readonly number[]) => ({
      results: scores.map((score, index) => ({ index, score })),
    });
    const withoutUsage = fixturesWith({ result: { ranking: [...fixtures.rankings].flatMap(() => []) } });
    const failures = await failuresOf(conformanceChecks(lax, { fixtures: withoutUsage, answer: plain }));
    expect(failures.map(({ check }) => check)).toContain(
      'parse robustness › rerank: a damaged answer is refused or read right, never read wrong',
    );
  });
});

describe('a damaged answer', () => {
  test('is one of over two thousand, however small its shape', async () => {
    const read: string[] = [];
    const provider = acmeEndpoint({
      capabilities: { ...(rerank.capabilities as Capabilities), maxDocuments: 1 },
      parseResponse(body) {
        read.push(JSON.stringify(body));
        return { ranking: [{ index: 0, relevanceScore: z.object({ score: z.number() }).parse(body).score }] };
      },
    });
    const lone = fixturesWith({
      input: { ...fixtures.rankings[0]!.input, passages: [{ text: 'Lyon' }] },
      response: { score: 0.5 },
      result: { ranking: [{ index: 0, relevanceScore: 0.5 }] },
    });
    const checks = conformanceChecks(provider, { fixtures: lone }).filter(({ group }) => group === 'parse robustness');
    read.length = 0;
    expect(await failuresOf(checks)).toEqual([]);
    const whole = '{"score":0.375}';
    const answer = JSON.parse(whole);
    const damagedOnce = mutationsOf(answer).filter(({ apply }) => encodeDamaged(apply(answer)) !== whole).length;
    expect(read.filter((body) => body !== whole)).toHaveLength(damagedOnce + 2_000);
  });
});

describe('settings', () => {
  test('are used for calls, and a key that is a function is nothing to look for', async () => {
    const settings = { apiKey: () => 'rotating', baseUrl: 'https://own.acme.test/own', headers: { 'x-team': 'a' } };
    const checks = conformanceChecks(acme, { fixtures, settings });
    expect(await failuresOf(checks)).toEqual([]);
    expect(checks.filter(({ name }) => name.includes('the key goes to'))).toEqual([]);
  });

  test('allow for a signature in place of the key', async () => {
    const provider = acmeWith({
      credentialHeaders: ['x-signature'],
      authorize: (request, key) => ({
        ...request,
        headers: { 'x-signature': String(key.length), ...request.headers },
      }),
    });
    expect(await failuresOf(conformanceChecks(provider, { fixtures }))).toEqual([]);
  });

  test('allow for a key in the URL, put there by authorize', async () => {
    const provider = acmeWith({
      credentialHeaders: [],
      authorize: (request, key) => ({ ...request, url: `${request.url}?key=${key}` }),
    });
    expect(await failuresOf(conformanceChecks(provider, { fixtures }))).toEqual([]);
  });
});

describe('several credential headers', () => {
  test('may each carry the credential, and each stands for the key', async () => {
    const provider = acmeWith({
      credentialHeaders: ['x-token', 'api-key'],
      authorize: (request, key) =>
        ['x-token', 'api-key'].some((name) => request.headers[name] !== undefined)
          ? request
          : { ...request, headers: { ...request.headers, [key.startsWith('t-') ? 'x-token' : 'api-key']: key } },
    });
    expect(await failuresOf(conformanceChecks(provider, { fixtures }))).toEqual([]);
    const settings = { apiKey: 't-123456789' };
    expect(await failuresOf(conformanceChecks(provider, { fixtures, settings }))).toEqual([]);
  });
});

describe('an endpoint that says copiesTexts', () => {
  const documentsAs = (change: (texts: readonly (string | undefined)[]) => unknown) =>
    acmeEndpoint({
      buildRequest(input) {
        const { url, body } = rerank.buildRequest(input);
        return { url, body: { ...(body as object), documents: change(input.passages.map(({ text }) => text)) } };
      },
    });

  test.each([
    [
      'sends texts twice',
      (texts: readonly unknown[]) => texts.map((text) => [text, text]),
      'text 0 into the body 2 times',
    ],
    ['sends no texts', (texts: readonly unknown[]) => texts.length, 'text 0 into the body 0 times'],
    ['turns them round', (texts: readonly unknown[]) => texts.toReversed(), 'the texts into the body in another order'],
  ])('and %s is found out', async (_, change, words) => {
    const failures = await failuresOf(conformanceChecks(documentsAs(change), { fixtures }));
    const found = failures.find(({ check }) => check === 'purity › rerank: copiesTexts holds');
    expect(found?.message).toContain(words);
  });
});

describe('a key that is closed over', () => {
  test('is found at a server that it is not for', async () => {
    const mount = (settings: { readonly apiKey?: string }) =>
      acmeEndpoint({
        buildRequest: (input) => ({ ...rerank.buildRequest(input), headers: { 'x-key': String(settings.apiKey) } }),
      })(settings);
    const leaky = Object.assign(mount, { specVersion: 1, definition: acme.definition }) as unknown as typeof acme;
    const failures = await failuresOf(conformanceChecks(leaky, { fixtures }));
    expect(failures.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('The configured key went to a server that only one call named.'),
    );
  });
});

describe('a call that ends before anything is sent', () => {
  test('is not waited for', async () => {
    const provider = acmeWith({
      authorize() {
        throw new RerankError('authentication', 'No.');
      },
    });
    const failures = await failuresOf(conformanceChecks(provider, { fixtures }));
    expect(failures.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('Before its request had arrived, the call failed with authentication (No.).'),
    );
  });
});

describe('a request that leaves the server it is meant for', () => {
  test('is stopped, and said where it went', async () => {
    const provider = acmeWith({
      authorize: (request) => ({ ...request, url: 'https://evil.test/', headers: { 'x-key': 'k' } }),
    });
    const failures = await failuresOf(conformanceChecks(provider, { fixtures }));
    expect(failures.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('With the base URL of another server the request went to https://evil.test/.'),
    );
  });
});

describe('a request that holds no document', () => {
  test('is said to hold none', async () => {
    const silent = acmeEndpoint({
      copiesTexts: false,
      buildRequest: ({ baseUrl, topN }) => ({ url: baseUrl, body: { topN } }),
    });
    const failures = await failuresOf(conformanceChecks(silent, { fixtures }));
    expect(failures.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('The request held none of the documents: {}.'),
    );
  });
});

describe('a list longer than fits', () => {
  test('is refused where scores cannot be merged', async () => {
    const capabilities = {
      maxDocuments: 3,
      modalities: ['text'],
      scoring: 'listwise',
      scoreScale: { kind: 'unit' },
    } as const;
    const provider = acmeEndpoint({ capabilities: { ...capabilities, cutsTopN: true } });
    expect(await failuresOf(conformanceChecks(provider, { fixtures }))).toEqual([]);
    expect(await failuresOf(conformanceChecks(acmeLocal({ capabilities })))).toEqual([]);
    expect(namesOf(provider, { fixtures })).toContain('rerank: one document more than fits');
  });

  test('is not tried where it would take too long', async () => {
    const capabilities = { ...(rerank.capabilities as object), maxDocuments: 1_000_000 } as typeof rerank.capabilities;
    const provider = acmeEndpoint({ capabilities });
    expect(await failuresOf(conformanceChecks(provider, { fixtures }))).toEqual([]);
    expect(namesOf(provider, { fixtures })).not.toContain('rerank: one document more than fits');
    expect(namesOf(acmeLocal({ capabilities }))).not.toContain('length: one document more than fits');
  });
});

describe('a live call', () => {
  beforeEach(() => {
    vi.stubEnv('ACME_API_KEY', undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  const live = async (provider = acme, settings: ConformanceOptions['settings'] = undefined) => {
    const checks = conformanceChecks(provider, { fixtures, live: true, settings });
    return failuresOf(checks.filter(({ group }) => group === 'live'));
  };
  const answering =
    (scores: readonly number[]): Handler =>
    (_request, response) => {
      send(response, 200, { results: scores.map((score, index) => ({ index, score })) });
    };

  test('wants the provider’s own key', async () => {
    const [failure] = await live();
    expect(failure).toMatchObject({ check: 'live › rerank: large ranks two documents' });
    expect(failure?.message).toContain('To mend it: set ACME_API_KEY, and see whether');
  });

  test('wants the right order', async () => {
    await withUpstream(answering([0.1, 0.9]), async ({ origin }) => {
      expect(await live(acme, { baseUrl: origin, apiKey: 'k' })).toEqual([]);
    });
    await withUpstream(answering([0.9, 0.1]), async ({ origin }) => {
      const [failure] = await live(acme, { baseUrl: origin, apiKey: 'k' });
      expect(failure?.message).toContain('ranked the documents 0, 1.');
    });
  });

  test('is not made where there is no model to call', () => {
    const none = acmeEndpoint({ capabilities: { ...(rerank.capabilities as object), maxDocuments: 0 } as never });
    expect(conformanceChecks(none, { fixtures, live: true }).some(({ group }) => group === 'live')).toBe(false);
  });

  test('needs no key in process', async () => {
    const [failure] = await failuresOf(
      conformanceChecks(acmeLocal({ rank: () => Promise.reject(new Error('Broken.')) }), { live: true }).filter(
        ({ group }) => group === 'live',
      ),
    );
    expect(failure?.message).toContain('To mend it: see whether the model is still offered.');
  });
});
