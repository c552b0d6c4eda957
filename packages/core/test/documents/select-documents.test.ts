import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bodyBytes,
  createRegistry,
  documentBytes,
  type EncodedRequest,
  type Middleware,
  type Passage,
  type RerankDocument,
  selectDocuments,
  type Transport,
} from '../../src/index.ts';
import { acmeCapabilities, acmeWith, rankByLength } from '../support/acme.ts';
import { encodedOf, toLiterals } from '../support/encoded-texts.ts';

type Pick = (documents: readonly RerankDocument[]) => readonly RerankDocument[];

/** Ranks through a middleware that picks documents, and shows what reached the transport. */
function picking(pick: Pick, maxDocuments: number | undefined, changes: Parameters<typeof acmeWith>[0] = {}) {
  const bodies: EncodedRequest['body'][] = [];
  const transport: Transport = async ({ body }) => {
    bodies.push(body);
    return rankByLength(Buffer.from(bodyBytes(body) as string).toString());
  };
  const middleware: Middleware = (call, next) =>
    next({ ...call, request: { ...call.request, documents: pick(call.request.documents) } });
  const provider = acmeWith({ capabilities: { ...acmeCapabilities, maxDocuments }, copiesTexts: true, ...changes });
  const registry = createRegistry({ providers: [provider({ apiKey: 'k' })], transport, middleware: [middleware] });
  return { bodies, model: registry.resolve('acme/m') };
}

const isSpliced = (body: EncodedRequest['body']) => typeof body === 'object' && 'texts' in body;
const toBuffers = (bodies: readonly EncodedRequest['body'][]) =>
  bodies.map((body) => Buffer.from(bodyBytes(body) as string));

const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { minLength: 1, maxLength: 24 });
const picks = texts.chain((list) => {
  const index = fc.nat(list.length - 1);
  const bySelection = fc.array(index, { minLength: 1, maxLength: 24 }).map(
    (indices): Pick =>
      (documents) =>
        selectDocuments(documents, indices),
  );
  const byArrays = fc.tuple(index, index).map(
    ([from, left]): Pick =>
      (documents) =>
        documents
          .slice(from)
          .concat(documents.slice(0, from))
          .filter((_, at) => at !== left || documents.length === 1)
          .concat(documents[left] as RerankDocument)
          .toReversed(),
  );
  return fc.tuple(fc.constant(list), fc.oneof(bySelection, byArrays));
});

describe('encoded documents that a middleware picks', () => {
  it('stay bytes, and are sent and ranked as the decoded texts would be, split or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        picks,
        fc.constantFrom(3, 7, undefined),
        fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
        fc.string({ unit: 'grapheme', minLength: 1 }),
        async ([list, pick], maxDocuments, topN, word) => {
          const query = `q${word}`;
          const encoded = picking(pick, maxDocuments);
          const plain = picking(pick, maxDocuments);
          const documents = encodedOf(toLiterals(list));
          const actual = await encoded.model.rerank({ query, documents, topN });
          const expected = await plain.model.rerank({ query, documents: list, topN });
          expect(encoded.bodies.every(isSpliced)).toBe(true);
          expect(plain.bodies.some(isSpliced)).toBe(false);
          expect(toBuffers(encoded.bodies)).toEqual(toBuffers(plain.bodies));
          expect(encoded.bodies.map((body) => (body as Uint8Array).byteLength)).toEqual(
            toBuffers(plain.bodies).map(({ length }) => length),
          );
          const places = ({ results }: typeof actual | typeof expected) =>
            results.map(({ index, relevanceScore }) => [index, relevanceScore]);
          expect(places(actual)).toEqual(places(expected));
          const picked = pick(documents);
          for (const { index, document } of actual.results) expect(document).toBe(picked[index]);
        },
      ),
    );
  });

  it('reach an endpoint that does not copy texts as plain passages', async () => {
    const seen: (readonly Passage[])[] = [];
    const { model, bodies } = picking((documents) => selectDocuments(documents, [2, 0]), 3, {
      copiesTexts: false,
      buildRequest({ passages }) {
        seen.push(passages);
        return { url: 'https://h', body: { passages } };
      },
    });
    const { results } = await model.rerank({ query: 'q', documents: encodedOf(['"a"', '"b"', '"cc\\n"']) });
    expect(seen).toEqual([[{ text: 'cc\n' }, { text: 'a' }]]);
    // Own members, which a spread copies.
    expect(seen.flat().map((passage) => Object.keys(passage))).toEqual([['text'], ['text']]);
    expect(bodies).toEqual(['{"passages":[{"text":"cc\\n"},{"text":"a"}]}']);
    expect(results.map(({ index }) => index)).toEqual([0, 1]);
  });

  const others: readonly (readonly [string, Pick])[] = [
    ['another source', (documents) => documents.concat(encodedOf(['"other text"']))],
    ['a string', (documents) => documents.concat('other text')],
    ['an object', (documents) => [{ text: 'other text' }, ...documents]],
    [
      'a changed copy of a member at its end',
      (documents) => [...documents, { ...(documents[0] as object), text: 'other text' }],
    ],
    [
      'changed copies of all members',
      (documents) => documents.map((document, index) => ({ ...(document as object), text: 'x'.repeat(index) })),
    ],
  ];
  it.each(others)('are decoded in a list with %s, and ranked as before', async (_name, pick) => {
    for (const maxDocuments of [2, undefined]) {
      const encoded = picking(pick, maxDocuments);
      const plain = picking(pick, maxDocuments);
      const documents = encodedOf(['"a"', '"\\u00e9b"', '"ccc"']);
      const actual = await encoded.model.rerank({ query: 'q', documents });
      const expected = await plain.model.rerank({
        query: 'q',
        documents: ['a', 'éb', 'ccc'].map((text) => ({ text })),
      });
      expect(encoded.bodies.some(isSpliced)).toBe(false);
      expect(encoded.bodies).toEqual(plain.bodies);
      expect(actual.results.map(({ index }) => index)).toEqual(expected.results.map(({ index }) => index));
    }
  });

  it('that are none fail the call', async () => {
    const { model } = picking(() => [], undefined);
    const call = model.rerank({ query: 'q', documents: encodedOf(['"a"']) });
    await expect(call).rejects.toThrow('documents must not be empty.');
  });
});

describe('selectDocuments', () => {
  it('gives the same objects, in the order of the indices', () => {
    const documents = [{ id: 0 }, 'one', { id: 2 }];
    const selected = selectDocuments(documents, [2, 0, 1, 2]);
    expect(selected.map((document) => documents.indexOf(document))).toEqual([2, 0, 1, 2]);
    expect(selectDocuments(documents, [])).toEqual([]);
  });

  it.each([-1, 3, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('throws a RangeError for the index %d', (index) => {
    const select = () => selectDocuments(encodedOf(['"a"', '"b"', '"c"']), [0, index]);
    expect(select).toThrow(new RangeError(`The list of 3 documents has no index ${index}.`));
  });
});

describe('documentBytes', () => {
  const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();

  it('gives an encoded document as it came, without a copy', () => {
    const documents = encodedOf(['"a"', '"\\u0041 é"']);
    expect(documents.map((_, index) => textOf(documentBytes(documents, index)))).toEqual(['"a"', '"\\u0041 é"']);
    expect(documentBytes(documents, 0).buffer).toBe(documentBytes(documents, 1).buffer);
  });

  it.each([
    ['a string', 'é "x"', '"é \\"x\\""'],
    ['an object of a text alone', { text: 'é' }, '"é"'],
    ['an object of more', { text: 'é', id: 1 }, '{"text":"é","id":1}'],
    ['an image', { image: 'data:x' }, '{"image":"data:x"}'],
    ['a text with an image', { text: 'a', image: 'i' }, '{"text":"a","image":"i"}'],
    ['a changed copy of an encoded document', { ...encodedOf(['"a"'])[0], text: 'b' }, '"b"'],
    ['null, which a list that is not checked yet may hold', null as never, 'null'],
    ['an object whose text is none', { text: null }, '{"text":null}'],
  ])('gives %s as JSON', (_name, document, expected) => {
    expect(textOf(documentBytes(['before', document], 1))).toBe(expected);
  });
});
