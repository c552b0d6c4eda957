import { describe, expect, it } from 'vitest';
import {
  type BuildInput,
  createRegistry,
  fallback,
  type Middleware,
  type RerankRequest,
  type RerankRoute,
} from '../../src/index.ts';
import { acme, acmeCapabilities, acmeWith, copying, json, ranked, scripted } from '../support/acme.ts';
import { ask, failed } from '../support/calls.ts';
import { encodedOf } from '../support/encoded-texts.ts';

/** Records the routes that arrive. */
const recording =
  (routes: RerankRoute[]): Middleware =>
  (call, next) => {
    routes.push(call.route);
    return next(call);
  };
const rerouting =
  (model: string): Middleware =>
  (call, next) =>
    next({ ...call, model });

describe('the route of a call', () => {
  const scoreScale = { kind: 'logit', boundary: -2 } as const;
  const scaled = acmeWith({ capabilities: { ...acmeCapabilities, scoreScale } });

  it('says where the model string leads, with what the model can do', async () => {
    const routes: RerankRoute[] = [];
    const { transport } = scripted(ranked);
    const providers = [scaled({ id: 'here', apiKey: 'k' })];
    const registry = createRegistry({ providers, transport, middleware: [recording(routes)] });
    await registry.resolve('here/org/m').rerank(ask);
    expect(routes).toEqual([
      { provider: 'here', endpoint: 'rerank', model: 'org/m', capabilities: { ...acmeCapabilities, scoreScale } },
    ]);
    expect(Object.isFrozen(routes[0])).toBe(true);
  });

  it('follows a model that a middleware changes, for the next one', async () => {
    const routes: RerankRoute[] = [];
    const { transport } = scripted(() => json({ scores: [0, 1].map((i) => ({ i, s: i })) }));
    const registry = createRegistry({
      providers: [scaled({ apiKey: 'k' }), acme({ id: 'other', apiKey: 'k' })],
      transport,
      middleware: [
        recording(routes),
        rerouting('other/jury/n'),
        recording(routes),
        rerouting('acme/m'),
        recording(routes),
      ],
    });
    const { meta } = await registry.resolve('acme/m').rerank({ query: 'q', documents: ['a', 'b'] });
    expect(routes.map(({ provider, endpoint, model }) => [provider, endpoint, model])).toEqual([
      ['acme', 'rerank', 'm'],
      ['other', 'jury', 'n'],
      ['acme', 'rerank', 'm'],
    ]);
    expect(routes.map(({ capabilities }) => [capabilities.scoring, capabilities.scoreScale])).toEqual([
      ['pointwise', scoreScale],
      ['listwise', { kind: 'unknown' }],
      ['pointwise', scoreScale],
    ]);
    expect(meta).toMatchObject({ provider: 'acme', model: 'm', scoreScale });
  });

  it('of a model that leads nowhere fails the call', async () => {
    const registry = createRegistry({ providers: [acme({ apiKey: 'k' })], middleware: [rerouting('gone/m')] });
    expect(await failed(registry.resolve('acme/m').rerank(ask))).toMatchObject({ code: 'unknown_provider' });
  });
});

describe('a middleware that adds a field to the request', () => {
  it('hands it to the endpoint as it is, in each part', async () => {
    const inputs: BuildInput[] = [];
    const provider = acmeWith({
      buildRequest(input) {
        inputs.push(input);
        return { url: 'https://h', body: { passages: input.passages } };
      },
    });
    const hint = { deep: ['x'] };
    const middleware: Middleware = (call, next) =>
      next({ ...call, request: { ...call.request, hint, model: 'not this', passages: [] } as RerankRequest });
    const { transport } = scripted(ranked);
    const registry = createRegistry({ providers: [provider({ apiKey: 'k' })], transport, middleware: [middleware] });
    const request = { query: 'q', documents: ['a', 'b', 'c', 'd'], topN: 3, options: { priority: 1 } };
    await registry.resolve('acme/m').rerank(request);
    expect(inputs.map((input) => (input as BuildInput & { readonly hint?: unknown }).hint)).toEqual([hint, hint]);
    expect((inputs[0] as BuildInput & { readonly hint?: unknown }).hint).toBe(hint);
    // The checked fields are not the caller's to change.
    expect(inputs[1]).toEqual({
      model: 'm',
      query: 'q',
      passages: [{ text: 'c' }, { text: 'd' }],
      firstIndex: 2,
      topN: 2,
      options: { priority: 1 },
      baseUrl: 'https://api.acme.test',
      hint,
    });
  });
});

describe('fallback on encoded documents', () => {
  it('sends the same bytes to the next model, and decodes them for an endpoint that needs texts', async () => {
    const { transport, sent } = scripted(
      () => json({}, 503),
      () => json({}, 503),
      ranked,
    );
    const registry = createRegistry({
      providers: [copying({ apiKey: 'k' }), acme({ id: 'decoding', apiKey: 'k' })],
      transport,
      defaults: { maxRetries: 0 },
      middleware: [fallback(['acme/other', 'decoding/m'])],
    });
    const documents = encodedOf(['"a"', '"b\\u00e9"']);
    const { results, warnings } = await registry.resolve('acme/m').rerank({ query: 'q', documents });
    expect(sent.map(({ body }) => body)).toEqual([
      '{"model":"m","query":"q","passages":[{"text":"a"},{"text":"b\\u00e9"}]}',
      '{"model":"other","query":"q","passages":[{"text":"a"},{"text":"b\\u00e9"}]}',
      '{"model":"m","query":"q","passages":[{"text":"a"},{"text":"bé"}]}',
    ]);
    expect(results.map(({ document }) => document)).toEqual([documents[1], documents[0]]);
    expect(results[0]?.document).toBe(documents[1]);
    expect(warnings).toMatchObject([{ code: 'fallback_used' }]);
  });
});
