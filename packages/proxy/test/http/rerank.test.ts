import { describe, expect, it } from 'vitest';
import { createCohereDialect } from '../../src/dialects/cohere.ts';
import { createRerankHandler, drainEnded } from '../../src/http/rerank.ts';
import { createRouter } from '../../src/routing/router.ts';
import { createGroups } from '../../src/routing/targets.ts';
import { manualClock } from '../support/clock.ts';
import { buildConfig, type ConfigParts } from '../support/config.ts';
import { toObject } from '../support/headers.ts';
import { body, until } from '../support/start-proxy.ts';
import { type Reply, upstream } from '../support/upstream.ts';

function setUp({
  reply = (): Reply => ({}),
  ...parts
}: Partial<ConfigParts> & { readonly reply?: (host: string) => Reply } = {}) {
  const clock = manualClock();
  const network = upstream(reply);
  const config = buildConfig({ models: { m: [{ id: 'a' }] }, ...parts });
  const groups = createGroups(config, { transport: network.transport, clock, env: {} });
  const router = createRouter({ groups, routing: config.routing, clock });
  const unexpected: unknown[] = [];
  const handle = createRerankHandler({
    router,
    dialect: createCohereDialect(),
    dropUnknown: config.dropParams,
    clock,
    onUnexpected: (error, requestId) => unexpected.push([requestId, error]),
  });
  const rerank = async (value: unknown = body, signal = new AbortController().signal) => {
    const answer = await handle({
      body: { bytes: Buffer.from(JSON.stringify(value)) },
      apiVersion: '2',
      requestId: 'r-1',
      signal,
    });
    return { ...answer, headers: toObject(answer.headers), json: JSON.parse(Buffer.from(answer.body).toString()) };
  };
  return { rerank, network, unexpected };
}

describe('a ranking', () => {
  it('is answered with results, headers and facts for the log', async () => {
    const reply = (): Reply => ({ body: '{"scores":[0.1,0.9,0.5],"tokens":12}', headers: { 'x-acme-id': 'up-1' } });
    const { status, headers, json, facts } = await setUp({ reply }).rerank({ ...body, top_n: 2, user: 'u' });
    expect(status).toBe(200);
    expect(json).toEqual({
      id: 'r-1',
      object: 'list',
      model: 'm',
      results: [
        { index: 1, relevance_score: 0.9, document: { text: 'second' } },
        { index: 2, relevance_score: 0.5, document: { text: 'third' } },
      ],
      meta: {
        api_version: { version: '2' },
        billed_units: { total_tokens: 12 },
        tokens: {},
        warnings: ['user has no effect on this model and was ignored.'],
      },
      usage: { prompt_tokens: 12, completion_tokens: 0, total_tokens: 12 },
    });
    expect(headers).toMatchObject({ 'x-openrerank-deployment': 'a' });
    expect(facts).toEqual({
      model: 'm',
      documents: 3,
      topN: 2,
      provider: 'acme',
      deployment: 'a',
      group: 'm',
      tried: 1,
      attempts: 1,
      upstreamMs: 0,
      upstreamRequestId: 'up-1',
    });
  });

  it('names for the log what failed before another deployment answered', async () => {
    const models: ConfigParts['models'] = {
      m: [
        { id: 'a', weight: 1 },
        { id: 'b', weight: 0 },
      ],
    };
    const refused = Object.assign(new Error('connect to 10.0.0.1:8000'), { code: 'ECONNREFUSED' });
    const { status, facts } = await setUp({ models, reply: (host) => (host === 'a' ? refused : {}) }).rerank();
    expect([status, facts.deployment, facts.failed]).toEqual([200, 'b', ['a network ECONNREFUSED']]);
  });

  it('gives all results where top_n is more than there are', async () => {
    expect((await setUp().rerank({ ...body, top_n: 99 })).json.results).toHaveLength(3);
  });

  it('never sends the size of the result or anything of the client but options', async () => {
    const { rerank, network } = setUp();
    await rerank({ ...body, top_n: 1, truncate: 'END', user: 'u' });
    expect(JSON.parse(String(network.requests[0]?.body))).toEqual({
      query: 'q',
      texts: ['first', 'second', 'third'],
      options: { truncate: 'END' },
    });
  });

  it('keeps the asked-for model name when a fallback answers', async () => {
    const models: ConfigParts['models'] = { m: [{ id: 'a' }], n: [{ id: 'b' }] };
    const { rerank } = setUp({
      models,
      routing: { fallbacks: new Map([['m', ['n']]]) },
      reply: (host) => (host === 'a' ? { status: 500, body: '' } : {}),
    });
    const { json, headers, facts } = await rerank();
    expect(json.model).toBe('m');
    expect(json.meta.warnings).toEqual(['"m" could not answer; its fallback "n" did.']);
    expect(headers).toMatchObject({ 'x-openrerank-model': 'n', 'x-openrerank-fallback-from': 'm' });
    expect(facts).toMatchObject({ model: 'm', group: 'n', deployment: 'b', tried: 2 });
  });
});

describe('a refusal', () => {
  it.each([
    [{ ...body, model: 'nobody' }, 'invalid_model', 'model'],
    [{ ...body, query: '  ' }, 'invalid_request', 'query'],
    [{ ...body, documents: [] }, 'invalid_request', 'documents'],
    [{ ...body, documents: ['a', 7] }, 'invalid_request', 'documents.1'],
    [{ ...body, documents: ['a', null] }, 'invalid_request', 'documents.1'],
    [{ ...body, documents: [{ text: 1 }] }, 'invalid_request', 'documents.0.text'],
    [{ ...body, documents: [{ image: 'x' }] }, 'unsupported', 'documents.0.image'],
    [{ ...body, truncate: 'MIDDLE' }, 'invalid_options', 'truncate'],
    [{ ...body, top_n: -1 }, 'invalid_request', 'top_n'],
    [{ ...body, api_key: 'x' }, 'invalid_request', 'api_key'],
  ])('of %j names the field', async (value, code, param) => {
    const { rerank, network } = setUp();
    const { status, json } = await rerank(value);
    expect(status).toBe(400);
    expect(json.error).toMatchObject({ code, param, type: 'invalid_request_error' });
    expect(network.requests).toEqual([]);
  });

  it('does not log a model name that nobody serves', async () => {
    expect((await setUp().rerank({ ...body, model: 'nobody' })).facts).toEqual({ code: 'invalid_model' });
  });
});

describe('an upstream failure', () => {
  it('is told with its status, the way it took and when to come back', async () => {
    const { rerank } = setUp({
      reply: () => ({ status: 429, body: '', headers: { 'retry-after': '7', 'x-acme-id': 'up-9' } }),
    });
    const { status, headers, json, facts } = await rerank();
    expect(status).toBe(429);
    expect(headers).toMatchObject({ 'retry-after': '7', 'x-openrerank-deployment': 'a' });
    expect(json.error).toMatchObject({ type: 'rate_limit_error', code: 'rate_limited', param: null });
    expect(facts).toMatchObject({ code: 'rate_limited', upstreamStatus: 429, upstreamRequestId: 'up-9' });
  });

  it('that nobody foresees is a plain 500, and is told to the operator', async () => {
    const error = new TypeError('Cannot read "a secret document".');
    const unexpected: unknown[] = [];
    const handle = createRerankHandler({
      router: {
        group: () => {
          throw error;
        },
        rerank: () => Promise.reject(error),
      },
      dialect: createCohereDialect(),
      dropUnknown: false,
      clock: manualClock(),
      onUnexpected: (...told) => unexpected.push(told),
    });
    const signal = new AbortController().signal;
    const bytes = Buffer.from(JSON.stringify(body));
    const answer = await handle({ body: { bytes }, apiVersion: '2', requestId: 'r-1', signal });
    expect(answer).toMatchObject({ status: 500, facts: { code: 'internal_error' } });
    expect(answer.body).not.toContain('secret');
    expect(unexpected).toEqual([[error, 'r-1']]);
  });
});

describe('an aborted call', () => {
  it.each([
    [drainEnded, 503, 'shutting_down'],
    [undefined, 499, 'client_closed_request'],
  ])('with the reason %s is answered with %d', async (reason, status, code) => {
    const { rerank, network } = setUp({ reply: () => 'silence' });
    const controller = new AbortController();
    const answer = rerank(body, controller.signal);
    await until(() => network.requests.length === 1);
    controller.abort(reason);
    expect(await answer).toMatchObject({ status, json: { error: { code } } });
  });
});
