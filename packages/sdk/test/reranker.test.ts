import { type HttpResponse, RerankError, type Transport } from '@openrerank/core';
import { local } from '@openrerank/provider-local';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { describe, expect, it } from 'vitest';
import * as overFetch from '../src/fetch.ts';
import * as overUndici from '../src/index.ts';

const model = 'nvidia_nim/ranking/m';
const bodies: { readonly passages: readonly { readonly text: string }[] }[] = [];
/** Ranks the passages by their length. */
const transport: Transport = async ({ body }): Promise<HttpResponse> => {
  const sent = JSON.parse(String(body)) as (typeof bodies)[number];
  bodies.push(sent);
  const rankings = sent.passages.map(({ text }, index) => ({ index, logit: text.length }));
  return { status: 200, headers: {}, body: JSON.stringify({ rankings }) };
};
const providers = [nvidiaNim({ apiKey: 'nvapi-x' })] as const;

describe.each([
  ['@openrerank/sdk', overUndici],
  ['@openrerank/sdk/fetch', overFetch],
])('%s', (_name, { createReranker, rerank, RerankError: exported }) => {
  const reranker = createReranker({ providers, transport });
  const oneCall: typeof reranker.rerank = (parameters) => rerank({ providers, transport, ...parameters });

  it('ranks strings and objects, and gives the very documents back', async () => {
    const documents = [{ text: 'a', id: 1 }, { text: 'ccc', id: 2 }, 'bb'];
    const { results, meta } = await reranker.rerank({ model, query: 'q', documents, topN: 2 });
    expect(results.map(({ document }) => document)).toEqual([documents[1], 'bb']);
    expect(results[0]?.document).toBe(documents[1]);
    expect(meta.endpoint).toBe('ranking');
  });

  it('ranks what toText makes of a document', async () => {
    const documents = [{ title: 'x' }, { title: 'yyy' }];
    const toText = ({ title }: { readonly title: string }, index: number) => `${index}:${title}`;
    const { results } = await reranker.rerank({ model, query: 'q', documents, toText });
    expect(bodies.at(-1)?.passages).toEqual([{ text: '0:x' }, { text: '1:yyy' }]);
    expect(results[0]?.document).toBe(documents[1]);
    const plan = await reranker.plan({ model, query: 'q', documents, toText });
    expect(plan.parts[0]?.request?.body).toMatchObject({ passages: [{ text: '0:x' }, { text: '1:yyy' }] });
  });

  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [7, 'number'],
  ])('refuses a toText that gives %o', async (value, kind) => {
    const call = reranker.rerank({ model, query: 'q', documents: [{}], toText: () => value as never });
    await expect(call).rejects.toMatchObject({
      code: 'invalid_request',
      message: `toText must return a string; for documents.0 it returned ${kind}.`,
      details: { issues: [{ path: 'toText' }] },
    });
  });

  it('has the words of core for what is no list, with and without toText', async () => {
    const documents = 'text' as unknown as string[];
    await expect(reranker.rerank({ model, query: 'q', documents })).rejects.toThrow('documents must be an array');
    const call = reranker.rerank({ model, query: 'q', documents, toText: () => 'x' });
    await expect(call).rejects.toThrow('documents must be an array');
  });

  it('gives its documents back even where the caller goes on using the list', async () => {
    const documents = [{ title: 'x' }, { title: 'yyy' }];
    const call = reranker.rerank({ model, query: 'q', documents, toText: ({ title }) => title });
    documents.reverse();
    expect((await call).results[0]?.document).toEqual({ title: 'yyy' });
  });

  it('rejects, and does not throw, where the model string leads nowhere', async () => {
    await expect(reranker.rerank({ model: 'nvidia_nim/', query: 'q', documents: ['a'] })).rejects.toBeInstanceOf(
      exported,
    );
    await expect(reranker.plan({ model: 'nvidia_nim/', query: 'q', documents: ['a'] })).rejects.toBeInstanceOf(
      RerankError,
    );
  });

  it('passes settings and observers on', async () => {
    const types: string[] = [];
    const seen: unknown[] = [];
    const watched: Transport = (request, init) => {
      seen.push(request.headers['x-team'], request.headers['authorization'], new URL(request.url).host);
      return transport(request, init);
    };
    await createReranker({ providers, transport: watched }).rerank({
      model,
      query: 'q',
      documents: ['a'],
      headers: { 'x-team': 'search' },
      apiKey: 'own',
      baseUrl: 'http://own.test',
      onEvent: ({ type }) => types.push(type),
    });
    expect(seen).toEqual(['search', 'Bearer own', 'own.test']);
    expect(types).toEqual(['attempt', 'end']);
    const call = reranker.rerank({ model, query: 'q', documents: ['a'], signal: AbortSignal.abort('left') });
    await expect(call).rejects.toBe('left');
  });

  it.each([
    ['top_n', 'Did you mean topN?'],
    ['timeout', 'Did you mean timeoutMs?'],
    ['to_text', 'Did you mean toText?'],
    ['colour', 'Known are model, query, documents, topN, options, toText, signal, timeoutMs, '],
  ])('refuses the unknown parameter %s', async (name, hint) => {
    const parameters = { model, query: 'q', documents: ['a'], ...({ [name]: 1 } as object) };
    for (const call of [reranker.rerank, reranker.plan, oneCall]) {
      await expect(call(parameters)).rejects.toMatchObject({
        code: 'invalid_request',
        message: expect.stringContaining(`${name} is not a parameter of rerank. ${hint}`),
      });
    }
  });

  it('refuses an unknown option', () => {
    const options = { providers, transport, ...({ maxResponsebytes: 1 } as object) };
    expect(() => createReranker(options)).toThrow(
      'maxResponsebytes is not an option of a reranker or registry. Did you mean maxResponseBytes?',
    );
    expect(() => createReranker({ providers, ...({ timeoutMs: 1 } as object) })).toThrow('timeoutMs is not an option');
  });

  it('ranks with the default model where the call names none', async () => {
    const own = createReranker({ providers: [...providers, local()], transport, model });
    const ask = { query: 'rain', documents: ['sun', 'rain again'] };
    expect((await own.rerank(ask)).meta).toMatchObject({ provider: 'nvidia_nim', endpoint: 'ranking', model: 'm' });
    expect(await own.plan({ ...ask, model: undefined })).toMatchObject({ provider: 'nvidia_nim' });
    expect((await own.rerank({ ...ask, model: 'local/bm25' })).meta.provider).toBe('local');
  });

  it('refuses a default model that leads nowhere before any call', () => {
    expect(() => createReranker({ providers, model: 'acme/m' as string })).toThrow(
      expect.objectContaining({ code: 'unknown_provider' }),
    );
  });

  it.each([
    [undefined, 'model must be given: name it in the call, or a default in createReranker({ model }).'],
    [7, 'model must be a string, not number.'],
  ])('refuses the model %o', async (given, message) => {
    const parameters = { model: given as unknown as string, query: 'q', documents: ['a'] };
    for (const call of [reranker.rerank, reranker.plan, oneCall]) {
      await expect(call(parameters)).rejects.toMatchObject({ code: 'invalid_request', message });
    }
  });

  it('refuses a call without parameters', async () => {
    await expect(reranker.rerank(undefined as never)).rejects.toThrow('model must be given');
  });

  it('gives the documents alone too, best first, and not twice in JSON', async () => {
    const documents = [{ title: 'x' }, { title: 'yyy' }];
    const response = await reranker.rerank({ model, query: 'q', documents, toText: ({ title }) => title });
    const { rankedDocuments } = response;
    expect(rankedDocuments).toEqual([documents[1], documents[0]]);
    expect(rankedDocuments[0]).toBe(documents[1]);
    expect(Object.keys(JSON.parse(JSON.stringify(response)))).toEqual(['results', 'warnings', 'meta']);
    expect(Object.keys(response)).not.toContain('rankedDocuments');
    const one = await rerank({ providers, transport, model, query: 'q', documents: ['a', 'bb'], topN: 1 });
    expect(one.rankedDocuments).toEqual(['bb']);
  });

  it('gives the responses of the upstream as they came, on request', async () => {
    const ask = { model, query: 'q', documents: ['a', 'bb'] };
    expect(await reranker.rerank(ask)).not.toHaveProperty('rawResponses');
    const { rawResponses } = await reranker.rerank({ ...ask, includeRawResponses: true });
    expect(rawResponses).toHaveLength(1);
    expect(rawResponses?.[0]?.status).toBe(200);
    expect(JSON.parse(rawResponses?.[0]?.body as string)).toEqual({
      rankings: [
        { index: 0, logit: 1 },
        { index: 1, logit: 2 },
      ],
    });
  });

  it('makes a single call without a reranker to keep, with all that a reranker takes', async () => {
    const events: string[] = [];
    const caps: number[] = [];
    let passed = 0;
    let times = 0;
    const watched: Transport = async (request, init) => {
      caps.push(init.maxResponseBytes);
      return times++ === 0 ? { status: 503, headers: {}, body: '' } : transport(request, init);
    };
    const one = rerank({
      providers: [nvidiaNim()],
      transport: watched,
      model,
      query: 'q',
      documents: ['a', 'bb'],
      env: { NVIDIA_NIM_API_KEY: 'nvapi-x' },
      defaults: { maxRetries: 1 },
      retryBudget: { burst: 1 },
      maxResponseBytes: 999,
      clock: {
        now: () => 0,
        random: () => 0,
        schedule(ms, run) {
          if (ms === 0) setImmediate(run);
          return () => {};
        },
      },
      middleware: [
        (call, next) => {
          passed++;
          return next(call);
        },
      ],
      onEvent: ({ type }) => events.push(type),
    });
    expect((await one).results.map(({ index }) => index)).toEqual([1, 0]);
    expect(events).toEqual(['attempt', 'retry', 'attempt', 'end']);
    expect([passed, caps]).toEqual([1, [999, 999]]);
    const spent = rerank({
      providers,
      transport: async () => ({ status: 503, headers: {}, body: '' }),
      model,
      query: 'q',
      documents: ['a'],
      retryBudget: { burst: 0 },
      onEvent: ({ type }) => events.push(type),
    });
    await expect(spent).rejects.toMatchObject({ code: 'unavailable' });
    expect(events.slice(4)).toEqual(['attempt', 'end']);
  });

  it('ranks in process with no transport at all', async () => {
    const own = createReranker({ providers: [local()] });
    const { results } = await own.rerank({ model: 'local/bm25', query: 'rain', documents: ['sun', 'rain'] });
    expect(results[0]?.index).toBe(1);
    await own.close();
  });

  it('leaves a transport that it was given to its owner', async () => {
    let closed = false;
    const mine = Object.assign((...call: Parameters<Transport>) => transport(...call), {
      close: async () => {
        closed = true;
      },
    });
    await createReranker({ providers, transport: mine }).close();
    expect(closed).toBe(false);
  });
});
