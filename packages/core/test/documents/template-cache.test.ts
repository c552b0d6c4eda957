import { describe, expect, it } from 'vitest';
import {
  type BuildInput,
  bodyBytes,
  createRegistry,
  type EncodedRequest,
  type HttpRequest,
  type Middleware,
  type RerankRequest,
  type Transport,
} from '../../src/index.ts';
import { json } from '../support/acme.ts';
import { countingBuilds } from '../support/counting.ts';
import { encodedOf } from '../support/encoded-texts.ts';

const build = ({ baseUrl, query, passages, topN, options }: BuildInput): HttpRequest => ({
  url: `${baseUrl}/rerank`,
  headers: { 'x-own': '1' },
  body: { query, passages, topN, ...(options as object) },
});

function setUp(env: Record<string, string> = {}, middleware: readonly Middleware[] = [], own = build) {
  const { provider, inputs } = countingBuilds(own);
  const sent: EncodedRequest[] = [];
  const transport: Transport = async (request) => {
    sent.push(request);
    const { passages } = JSON.parse(Buffer.from(bodyBytes(request.body) as string).toString());
    return json({ scores: (passages as unknown[]).map((_, i) => ({ i, s: i })) });
  };
  const registry = createRegistry({ providers: [provider({ apiKey: 'k' })], transport, env, middleware });
  const model = registry.resolve('acme/m');
  /** How often the endpoint is asked for these calls. */
  const buildsOf = async (...requests: Parameters<typeof model.rerank>[0][]) => {
    const before = inputs.length;
    for (const request of requests) await model.rerank(request);
    return inputs.length - before;
  };
  return { sent, model, buildsOf, inputs };
}

const ask = (changes: Partial<RerankRequest> = {}): RerankRequest => ({
  query: 'q',
  documents: ['a', 'b'],
  ...changes,
});
const textsOf = (count: number) => Array.from({ length: count }, (_, index) => `text ${index}`);

describe('an endpoint that copies texts', () => {
  it('is asked once for many calls with the same options', async () => {
    const { buildsOf, sent } = setUp();
    const calls = Array.from({ length: 10 }, (_, index) => ask({ query: `q${index}`, documents: textsOf(2 + index) }));
    expect(await buildsOf(...calls)).toBe(1);
    expect(await buildsOf(ask({ documents: encodedOf(['"a"', '"b"', '"c"']) }))).toBe(0);
    expect(sent.map(({ body }) => bodyBytes(body)).slice(0, 2)).toEqual([
      '{"query":"q0","passages":[{"text":"text 0"},{"text":"text 1"}]}',
      '{"query":"q1","passages":[{"text":"text 0"},{"text":"text 1"},{"text":"text 2"}]}',
    ]);
  });

  it('is asked again for other options, another number of results, and one document rather than several', async () => {
    const { buildsOf } = setUp();
    expect(await buildsOf(ask())).toBe(1);
    for (const changes of [
      { options: { a: 1 } },
      { options: { a: 2 } },
      { options: { b: 1 } },
      { topN: 1 },
      { topN: 2 },
      { topN: 1, options: { a: 1 } },
      { documents: ['a'] },
      { documents: ['a'], topN: 1 },
    ]) {
      expect(await buildsOf(ask(changes), ask(changes))).toBe(1);
    }
    expect(await buildsOf(ask({ options: {} }), ask({ options: { a: 1 } }), ask())).toBe(0);
  });

  it('is asked again after the base URL in the environment has changed', async () => {
    const env = { ACME_BASE_URL: 'https://one.test' };
    const { buildsOf, sent } = setUp(env);
    expect(await buildsOf(ask(), ask())).toBe(1);
    env.ACME_BASE_URL = 'https://two.test';
    expect(await buildsOf(ask(), ask())).toBe(1);
    const urls = ['https://one.test/rerank', 'https://two.test/rerank'];
    expect(sent.map(({ url }) => url)).toEqual([urls[0], urls[0], urls[1], urls[1]]);
  });

  it('is asked for each call with a base URL of its own', async () => {
    const { model, inputs, sent } = setUp();
    for (const host of ['a', 'b', 'b']) await model.rerank(ask(), { baseUrl: `https://${host}.test`, apiKey: 'k' });
    expect(inputs).toHaveLength(3);
    const encoded = ask({ documents: encodedOf(['"a"', '"b"']) });
    await model.rerank(encoded, { baseUrl: 'https://c.test', apiKey: 'k' });
    expect(sent.map(({ url }) => new URL(url).host)).toEqual(['a.test', 'b.test', 'b.test', 'c.test']);
    expect(sent[3]?.body).toHaveProperty('texts');
  });

  it('is asked for each call with many texts, and once where those are encoded', async () => {
    const { buildsOf } = setUp();
    const many = ask({ documents: textsOf(17) });
    expect(await buildsOf(many, many)).toBe(2);
    const encoded = ask({ documents: encodedOf(textsOf(17).map((text) => JSON.stringify(text))) });
    expect(await buildsOf(encoded, encoded)).toBe(1);
    expect(await buildsOf(ask({ documents: textsOf(16) }))).toBe(0);
  });

  it('is asked for each call with long options, which are not worth keeping', async () => {
    const { buildsOf } = setUp();
    const note = (length: number) => ask({ options: { note: 'x'.repeat(length) } });
    const around = '{"note":""}'.length;
    expect(await buildsOf(note(512 - around), note(512 - around))).toBe(1);
    expect(await buildsOf(note(513 - around), note(513 - around))).toBe(2);
  });

  it('has a bounded number of templates: after 64 it is asked again', async () => {
    const { buildsOf } = setUp();
    const documents = encodedOf(textsOf(70).map((text) => JSON.stringify(text)));
    const top = (topN: number) => ask({ documents, topN });
    const all = Array.from({ length: 64 }, (_, index) => top(index + 1));
    expect(await buildsOf(...all)).toBe(64);
    expect(await buildsOf(...all)).toBe(0);
    expect(await buildsOf(top(65))).toBe(1);
    expect(await buildsOf(top(65))).toBe(0);
    expect(await buildsOf(top(1))).toBe(1);
  });

  it('sends the headers of the call with a template, and does not keep them', async () => {
    const { model, sent, inputs } = setUp();
    await model.rerank(ask());
    await model.rerank(ask(), { headers: { 'X-Own': '2', 'x-call': '3' } });
    await model.rerank(ask());
    expect(inputs).toHaveLength(1);
    const own = {
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: 'Bearer k',
      'x-own': '1',
    };
    expect(sent.map(({ headers }) => headers)).toEqual([own, { ...own, 'x-own': '2', 'x-call': '3' }, own]);
  });

  it('is asked for each call with fields that core does not know', async () => {
    const hinting: Middleware = (call, next) => {
      const hint = `for ${call.request.query}`;
      return next({ ...call, request: { ...call.request, hint } as RerankRequest });
    };
    const own = (input: BuildInput): HttpRequest => {
      const { url, body } = build(input);
      return { url, body: { ...(body as object), hint: (input as { readonly hint?: string }).hint } };
    };
    const { sent, model } = setUp({}, [hinting], own);
    await model.rerank(ask({ query: 'one' }));
    await model.rerank(ask({ query: 'two' }));
    await model.rerank(ask({ query: 'three', documents: encodedOf(['"a"', '"b"']) }));
    const bodies = sent.map(({ body }) => JSON.parse(Buffer.from(bodyBytes(body) as string).toString()));
    expect(bodies.map(({ query, hint }) => [query, hint])).toEqual([
      ['one', 'for one'],
      ['two', 'for two'],
      ['three', 'for three'],
    ]);
  });

  it('is asked anew for another provider of the registry, with headers of its own', async () => {
    const { provider, inputs } = countingBuilds(build);
    const sent: EncodedRequest[] = [];
    const transport: Transport = async (request) => {
      sent.push(request);
      return json({ scores: [0, 1].map((i) => ({ i, s: i })) });
    };
    const providers = [
      provider({ apiKey: 'k', headers: { 'x-team': 'a' } }),
      provider({ id: 'other', apiKey: 'k', headers: { 'x-team': 'b' } }),
    ];
    const registry = createRegistry({ providers, transport, env: {} });
    for (const model of ['acme/m', 'other/m', 'acme/m', 'acme/n']) await registry.resolve(model).rerank(ask());
    expect(inputs.map(({ model }) => model)).toEqual(['m', 'm', 'n']);
    expect(sent.map(({ headers }) => headers['x-team'])).toEqual(['a', 'b', 'a', 'a']);
  });
});
