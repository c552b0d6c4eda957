import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { defineRerankProvider } from '../../src/index.ts';
import { acme, copying, json, ranked, type Sent } from '../support/acme.ts';
import { setUpWith } from '../support/calls.ts';
import { encodedOf, toLiterals } from '../support/encoded-texts.ts';
import { manualClock } from '../support/manual-clock.ts';
import { countedRandom, recorder } from '../support/recorder.ts';

const query = 'QUERY-1-who is ill';
const texts = ['DOCUMENT-2-John Doe, born 1970', 'DOCUMENT-3-Jane Roe', 'DOCUMENT-4', 'DOCUMENT-5'];
const secrets = /QUERY-1|DOCUMENT-\d|KEY-6|HEADER-7|HEADER-8|URLKEY-9|OPTION-10/;

/** As text, with what JSON leaves out of errors: message, stack and causes. */
const show = (value: unknown) => JSON.stringify(value) + inspect(value, { depth: 20, showHidden: true });

describe('operations and outcomes', () => {
  const provider = { headers: { 'x-team': 'HEADER-7' }, baseUrl: 'https://api.acme.test/?key=URLKEY-9' };
  const strict = defineRerankProvider({
    ...acme.definition,
    optionsSchema: {
      '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value: value as never }) },
    },
  });

  it.each<[string, (request: Sent) => ReturnType<typeof ranked> | Promise<never>]>([
    ['succeeds', ranked],
    ['is refused with a message that repeats the input', ({ body }) => json({ message: `cannot read ${body}` }, 400)],
    ['is refused with a message that repeats the key', () => json({ message: 'bad key KEY-6-secret' }, 401)],
    ['fails, and fails again', ({ body }) => json({ message: body.slice(30) }, 503)],
    ['is responded to with the input', ({ body }) => ({ status: 200, headers: {}, body })],
    ['is responded to with a text that is no JSON', ({ body }) => ({ status: 200, headers: {}, body: `<p>${body}` })],
    ['cannot reach its upstream', () => Promise.reject(new Error('connect'))],
  ])('hold nothing of the input and the credentials of a call that %s', async (_name, handler) => {
    const seen = recorder();
    const clock = manualClock({ random: countedRandom() });
    const providers = [strict({ ...provider, apiKey: 'KEY-6-secret' })];
    const { registry } = setUpWith({ clock, providers, instrumentation: seen.instrumentation }, handler);
    const request = { query, documents: texts, options: { note: 'OPTION-10' } };
    const call = registry.resolve('acme/m').rerank(request, { headers: { 'x-own': 'HEADER-8' } });
    await clock.drive(call).catch(() => {});
    const { operations, outcomesOf } = seen;
    expect(operations.length).toBeGreaterThanOrEqual(3);
    const outcomes = (['call', 'attempt', 'wait', 'exchange'] as const).flatMap(outcomesOf);
    expect(outcomes).not.toContain(undefined);
    expect(show([operations, outcomes])).not.toMatch(secrets);
  });

  it.each([
    ['a query that is no string', { query: [query], documents: texts }],
    ['a document that is none', { query, documents: [...texts, 7] }],
    ['an option that is none', { query, documents: texts, options: { note: 'OPTION-10' } }],
    ['an image for a model without', { query, documents: [{ text: texts[0], image: 'DOCUMENT-5' }] }],
  ])('hold nothing of a request that is at fault: %s', async (_name, request) => {
    const seen = recorder();
    const { model } = setUpWith({ instrumentation: seen.instrumentation }, ranked);
    await model.rerank(request as never, { apiKey: 'KEY-6-secret' }).catch(() => {});
    expect(seen.outcomesOf('call')).toMatchObject([{ error: { code: expect.any(String) } }]);
    expect(show([seen.operations, seen.outcomesOf('call')])).not.toMatch(secrets);
  });

  it('hold nothing of encoded documents', async () => {
    const seen = recorder();
    const { registry } = setUpWith(
      { providers: [copying({ ...provider, apiKey: 'KEY-6-secret' })], instrumentation: seen.instrumentation },
      ranked,
    );
    await registry.resolve('acme/m').rerank({ query, documents: encodedOf(toLiterals(texts)) });
    const outcomes = (['call', 'attempt', 'exchange'] as const).flatMap(seen.outcomesOf);
    expect(outcomes).toHaveLength(5);
    expect(show([seen.operations, outcomes])).not.toMatch(secrets);
  });
});
