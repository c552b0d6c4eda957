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
      details: { issues: [{ path: 'documents.0' }] },
    });
  });

  it('has the words of core for what is no list, with and without toText', async () => {
    const documents = 'text' as never;
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
    const { headers } = { headers: { 'x-team': 'search' } };
    await reranker.rerank({ model, query: 'q', documents: ['a'], headers, onEvent: ({ type }) => types.push(type) });
    expect(types).toEqual(['attempt', 'end']);
    const call = reranker.rerank({ model, query: 'q', documents: ['a'], signal: AbortSignal.abort('left') });
    await expect(call).rejects.toBe('left');
  });

  it('makes a single call without a reranker to keep', async () => {
    const events: string[] = [];
    const { results } = await rerank({
      providers,
      transport,
      model,
      query: 'q',
      documents: ['a', 'bb'],
      onEvent: ({ type }) => events.push(type),
      defaults: { maxRetries: 0 },
    });
    expect(results.map(({ index }) => index)).toEqual([1, 0]);
    expect(events).toEqual(['attempt', 'end']);
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
