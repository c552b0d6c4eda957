import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodedListOf } from '../../src/documents/encoded-documents.ts';
import {
  bodyBytes,
  createRegistry,
  defineRerankProvider,
  type EncodedRequest,
  encodedDocuments,
  fallback,
  type HttpEndpoint,
  type RerankProvider,
} from '../../src/index.ts';
import { type AcmeRequest, acme, copying, json, ranked, scripted } from '../support/acme.ts';
import { encodedOf, toLiterals } from '../support/encoded-texts.ts';

const rerank = acme.definition.endpoints['rerank'] as HttpEndpoint;
const run = (provider: RerankProvider, ...handlers: Parameters<typeof scripted>) => {
  const { transport, sent } = scripted(...handlers);
  const registry = createRegistry({ providers: [provider], transport, defaults: { maxRetries: 0 } });
  return { sent, model: registry.resolve('acme/m') };
};
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', 'passage1', '"passage1"', '\\', '\u2028', '\u0000'),
);

describe('encodedDocuments', () => {
  it('are decoded when they are read', () => {
    const documents = encodedOf(['"a"', '"\\u00e9\\n"', '"\u{1F600}"', '"\ufeffx"']);
    expect(documents.map((document) => document.text)).toEqual(['a', 'é\n', '\u{1F600}', '\ufeffx']);
    expect(encodedListOf(documents)?.texts.spans).toHaveLength(8);
    expect(encodedListOf(['a'])).toBeUndefined();
  });

  it.each([
    ['an endpoint that copies texts', copying],
    ['any other endpoint', acme],
  ])('reach %s as decoded ones do, split or not', async (_name, provider) => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), text, async (texts, word) => {
        const query = `q ${word}`;
        const plain = run(provider({ apiKey: 'k' }), ranked);
        const encoded = run(provider({ apiKey: 'k' }), ranked);
        const expected = await plain.model.rerank({ query, documents: texts, topN: 3 });
        const documents = encodedOf(toLiterals(texts));
        const actual = await encoded.model.rerank({ query, documents, topN: 3 });
        const places = (response: typeof actual | typeof expected) =>
          response.results.map(({ index, relevanceScore }) => [index, relevanceScore]);
        expect(places(actual)).toEqual(places(expected));
        expect(actual.results[0]?.document).toBe(documents[actual.results[0]?.index as number]);
        expect(encoded.sent.map(({ url, headers, body }) => [url, headers, JSON.parse(body)])).toEqual(
          plain.sent.map(({ url, headers, body }) => [url, headers, JSON.parse(body)]),
        );
        const plan = JSON.stringify(await encoded.model.plan({ query, documents }));
        expect(plan).toBe(JSON.stringify(await plain.model.plan({ query, documents: texts })));
      }),
    );
  });

  it('go on as the very bytes, never decoded, where the endpoint only copies texts', async () => {
    const odd = ['"\\u0041 \\/ é"', Buffer.from([0x22, 0xff, 0x22]), '"not \\x JSON"'];
    const bodies: Uint8Array[] = [];
    const registry = createRegistry({
      providers: [copying({ apiKey: 'k' })],
      transport: async ({ body }) => {
        bodies.push(bodyBytes(body) as Uint8Array);
        return json({ scores: [0, 1, 2].map((i) => ({ i, s: i })) });
      },
    });
    await registry.resolve('acme/m').rerank({ query: 'q', documents: encodedOf(odd) });
    const literals = odd.map((literal) => Buffer.from(literal));
    const between = Buffer.from('},{"text":');
    expect(Buffer.from(bodies[0]!)).toEqual(
      Buffer.concat([
        Buffer.from('{"model":"m","query":"q","passages":[{"text":'),
        literals[0]!,
        between,
        literals[1]!,
        between,
        literals[2]!,
        Buffer.from('}]}'),
      ]),
    );
  });

  it('reach every transport, and what signs a request, as a spliced body', async () => {
    const sent: EncodedRequest[] = [];
    const seen: EncodedRequest['body'][] = [];
    const signing = defineRerankProvider({
      ...copying.definition,
      authorize: (request) => {
        seen.push(request.body);
        return request;
      },
    });
    const call = (provider: RerankProvider) =>
      createRegistry({
        providers: [provider],
        transport: async (request) => {
          sent.push(request);
          return json({ scores: [0, 1].map((i) => ({ i, s: i })) });
        },
      })
        .resolve('acme/m')
        .rerank({ query: 'q', documents: encodedOf(['"a"', '"b"']) });
    await call(copying({ apiKey: 'k' }));
    await call(signing({ apiKey: 'k' }));
    expect(sent.map(({ body }) => body)).toEqual(Array(2).fill(expect.objectContaining({ first: 0, count: 2 })));
    const body = '{"model":"m","query":"q","passages":[{"text":"a"},{"text":"b"}]}';
    const whole = sent.map((request) => Buffer.from(bodyBytes(request.body) as Uint8Array).toString());
    expect(whole).toEqual([body, body]);
    expect(seen).toEqual([sent[1]?.body]);
  });

  it('are read no more once their owner has taken the bytes back', () => {
    let isOver = false;
    const source = {
      get bytes() {
        if (isOver) throw new Error('over');
        return Buffer.from('["a"]');
      },
    };
    const [document] = encodedDocuments({ source, spans: Uint32Array.of(1, 4) });
    expect([document?.text, JSON.stringify(document)]).toEqual(['a', '{"text":"a"}']);
    isOver = true;
    expect(() => document?.text).toThrow('over');
  });

  it('are not mixed up with a query, a model or an option that looks like a stand-in', async () => {
    const { model, sent } = run(copying({ apiKey: 'k' }), ranked);
    for (const query of ['passage1', 'passage2', 'passage~1', '"passage1"']) {
      await model.rerank({ query, documents: encodedOf(['"a"', '"b"']) });
      const { passages, query: asked } = JSON.parse(sent.at(-1)!.body) as AcmeRequest;
      expect([asked, passages]).toEqual([query, [{ text: 'a' }, { text: 'b' }]]);
    }
  });

  it('are decoded for an endpoint that does not keep its word', async () => {
    const liar = (buildRequest: HttpEndpoint['buildRequest']) =>
      defineRerankProvider({
        ...acme.definition,
        endpoints: { rerank: { ...rerank, copiesTexts: true, buildRequest } },
      });
    const upper: HttpEndpoint['buildRequest'] = ({ passages }) => ({
      url: 'https://h',
      body: { passages: passages.map((passage) => ({ text: passage.text?.toUpperCase() })) },
    });
    const twice: HttpEndpoint['buildRequest'] = ({ passages }) => ({
      url: 'https://h',
      body: { passages, again: passages },
    });
    for (const provider of [liar(upper), liar(twice)]) {
      const { model, sent } = run(provider({ apiKey: 'k' }), ranked);
      await model.rerank({ query: 'q', documents: encodedOf(['"a"', '"b"']) });
      const body = JSON.parse(sent[0]!.body) as AcmeRequest;
      expect(body.passages.map((passage) => passage.text.toLowerCase())).toEqual(['a', 'b']);
    }
  });

  it('do not get quoted in an error', async () => {
    const { model } = run(copying({ apiKey: 'k' }), () => json({ message: 'cannot read: secret document' }, 400));
    await expect(model.rerank({ query: 'q', documents: encodedOf(['"secret document"']) })).rejects.toThrow(
      'is withheld',
    );
  });

  it('pass through middleware', async () => {
    const { transport, sent } = scripted(() => json({}, 503), ranked);
    const registry = createRegistry({
      providers: [copying({ apiKey: 'k' })],
      transport,
      defaults: { maxRetries: 0 },
      middleware: [fallback(['acme/other'])],
    });
    const { results } = await registry.resolve('acme/m').rerank({ query: 'q', documents: encodedOf(['"a"', '"bb"']) });
    expect(results.map(({ index }) => index)).toEqual([1, 0]);
    expect(sent).toHaveLength(2);
  });

  it('are checked as a list like any other', async () => {
    const { model } = run(copying({ apiKey: 'k' }), ranked);
    await expect(model.rerank({ query: 'q', documents: encodedOf([]) })).rejects.toThrow(
      'documents must not be empty.',
    );
    await expect(model.rerank({ query: ' ', documents: encodedOf(['"a"']) })).rejects.toThrow(
      'query must not be empty.',
    );
  });
});
