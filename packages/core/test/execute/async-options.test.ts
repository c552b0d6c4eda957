import { describe, expect, it } from 'vitest';
import { defineRerankProvider, type SchemaResult, type StandardSchema } from '../../src/index.ts';
import { acme, ranked } from '../support/acme.ts';
import { ask, failed, setUpWith } from '../support/calls.ts';

interface Options {
  readonly priority?: number | undefined;
}

/** Checks options as a schema does that asks a service. */
function checking(validate: (value: unknown) => Promise<SchemaResult<Options>>) {
  const optionsSchema: StandardSchema<Options> = { '~standard': { version: 1, vendor: 'test', validate } };
  return defineRerankProvider({ ...acme.definition, optionsSchema })({ apiKey: 'k' });
}

describe('options that are checked asynchronously', () => {
  it('are sent as the schema returns them', async () => {
    const provider = checking(async () => ({ value: { priority: 7 } }));
    const { model, sent } = setUpWith({ providers: [provider] }, ranked);
    const { results } = await model.rerank({ ...ask, options: { priority: 1 } });
    expect(results).toHaveLength(3);
    expect(JSON.parse(sent[0]?.body as string)).toMatchObject({ priority: 7 });
    expect((await model.plan(ask)).parts[0]?.request?.body).toMatchObject({ priority: 7 });
  });

  it('fail the call where they are wrong, and where the check itself fails', async () => {
    const wrong = checking(async () => ({ issues: [{ message: 'is too high', path: ['priority'] }] }));
    const refused = setUpWith({ providers: [wrong] }, ranked);
    expect(await failed(refused.model.rerank(ask))).toMatchObject({
      code: 'invalid_options',
      message: 'options.priority: is too high.',
      details: { provider: 'acme', model: 'm', attempts: 0 },
    });
    const why = new Error('service down');
    const broken = setUpWith({ providers: [checking(() => Promise.reject(why))] }, ranked);
    expect(await failed(broken.model.rerank(ask))).toBe(why);
    expect([refused.sent, broken.sent]).toEqual([[], []]);
  });

  it('fail the call where what follows the check fails', async () => {
    const provider = checking(async () => ({ value: {} }));
    const { model } = setUpWith({ providers: [provider] }, ranked);
    const call = model.rerank(ask, { headers: { a: '\n' } });
    expect(await failed(call)).toMatchObject({ code: 'invalid_request', details: { issues: [{ path: 'headers.a' }] } });
  });

  it('are waited for no longer than the call may take', async () => {
    const { model, clock, sent } = setUpWith({ providers: [checking(() => new Promise(() => {}))] }, ranked);
    expect(await failed(clock.drive(model.rerank(ask, { totalTimeoutMs: 300 })))).toMatchObject({
      code: 'timeout',
      message: 'The call did not end within its time (totalTimeoutMs).',
      details: { provider: 'acme', model: 'm' },
    });
    expect([clock.now(), clock.pending, sent]).toEqual([300, 0, []]);
  });
});
