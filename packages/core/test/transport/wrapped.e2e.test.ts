import { describe, expect, it } from 'vitest';
import { createRegistry, type EncodedRequest, fetchTransport, type Transport } from '../../src/index.ts';
import { undiciTransport } from '../../src/transport/undici.ts';
import { copying, rankByLength } from '../support/acme.ts';
import { encodedOf } from '../support/encoded-texts.ts';
import { opened, serve } from '../support/server.ts';

type Wrap = (next: Transport) => Transport;

const passing: Wrap = (next) => (request, init) => next(request, init);
const spreading: Wrap = (next) => (request, init) => next({ ...request }, { ...init });
const labelling: Wrap = (next) => (request, init) =>
  next({ ...request, headers: { ...request.headers, 'x-label': 'wrapped' } }, init);

/** Records what reaches the transport that sends. */
const recording =
  (bodies: EncodedRequest['body'][]): Wrap =>
  (next) =>
  (request, init) => {
    bodies.push(request.body);
    return next(request, init);
  };

describe.each([
  ['fetchTransport', () => fetchTransport()],
  ['undiciTransport', () => undiciTransport()],
])('%s', (_name, create) => {
  it.each([
    ['three times', [passing, passing, passing], undefined],
    ['by spreads', [spreading, passing, spreading], undefined],
    ['by one that adds a header', [passing, labelling, spreading], 'wrapped'],
  ])('wrapped %s gets a spliced body and sends it whole', async (_how, wraps, label) => {
    const received: string[] = [];
    const labels: unknown[] = [];
    const { origin } = await serve(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString();
      received.push(body);
      labels.push(request.headers['x-label']);
      expect(request.headers['content-type']).toBe('application/json');
      response.end(rankByLength(body).body);
    });
    const bodies: EncodedRequest['body'][] = [];
    const inner = recording(bodies)(opened(create()));
    const transport = wraps.reduceRight<Transport>((next, wrap) => wrap(next), inner);
    const registry = createRegistry({ providers: [copying({ apiKey: 'k', baseUrl: origin })], transport });
    const documents = encodedOf(['"a"', '"\\u00e9 é"', '"bb"']);
    const { results } = await registry.model('acme/m').rerank({ query: 'q ü', documents });
    expect(results.map(({ index }) => index)).toEqual([1, 2, 0]);
    expect(bodies).toEqual([expect.objectContaining({ count: 3, texts: expect.anything() })]);
    expect(received).toEqual([
      '{"model":"m","query":"q ü","passages":[{"text":"a"},{"text":"\\u00e9 é"},{"text":"bb"}]}',
    ]);
    expect(labels).toEqual([label]);
  });
});
