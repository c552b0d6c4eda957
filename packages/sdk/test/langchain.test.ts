import { Document, type DocumentInterface } from '@langchain/core/documents';
import { BaseRetriever } from '@langchain/core/retrievers';
import { BaseDocumentCompressor } from '@langchain/core/retrievers/document_compressors';
import { type NimEmulator, startNimEmulator } from '@openrerank/nim-emulator';
import { local } from '@openrerank/provider-local';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReranker } from '../src/index.ts';
import { toDocumentCompressor } from '../src/langchain.ts';

const model = createReranker({ providers: [local()] }).registry.model('local/bm25');
const query = 'rain in the city';
const found = (): Document[] => [
  new Document({ pageContent: 'a sunny day', metadata: { source: 'a.md' }, id: 'a' }),
  new Document({ pageContent: 'rain', metadata: { source: 'b.md', relevanceScore: 0.1 }, id: 'b' }),
  new Document({ pageContent: 'rain falls on the city', metadata: { source: 'c.md' }, id: 'c' }),
];

describe('a document compressor for LangChain', () => {
  it('returns documents of the same class, best first, with their scores in the metadata', async () => {
    const ranked = await toDocumentCompressor(model).compressDocuments(found(), query);
    expect(ranked.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(ranked[0]).toBeInstanceOf(Document);
    const { results } = await model.rerank({ query, documents: found().map(({ pageContent }) => pageContent) });
    expect(ranked[0]).toEqual(
      new Document({
        pageContent: 'rain falls on the city',
        metadata: { source: 'c.md', relevanceScore: results[0]?.relevanceScore },
        id: 'c',
      }),
    );
    expect(ranked[1]?.metadata['relevanceScore']).toBe(results[1]?.relevanceScore);
  });

  it('leaves the documents that it was given as they are', async () => {
    const documents = found().map((document) => {
      Object.freeze(document.metadata);
      return Object.freeze(document);
    });
    const ranked = await toDocumentCompressor(model).compressDocuments(documents, query);
    expect(documents).toEqual(found());
    for (const document of ranked) expect(documents).not.toContain(document);
  });

  it('keeps topN of them', async () => {
    expect(await toDocumentCompressor(model, { topN: 1 }).compressDocuments(found(), query)).toHaveLength(1);
  });

  it('ranks what toText makes of a document', async () => {
    const compressor = toDocumentCompressor(model, { toText: ({ metadata }) => String(metadata['source']) });
    const [best] = await compressor.compressDocuments(found(), 'b.md');
    expect(best?.id).toBe('b');
  });

  it('has nothing to say about nothing', async () => {
    expect(await toDocumentCompressor(model).compressDocuments([], query)).toEqual([]);
  });

  it('ranks the list as it was when it was given', async () => {
    const documents = found();
    const compressing = toDocumentCompressor(model).compressDocuments(documents, query);
    documents.length = 0;
    expect((await compressing).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });

  it('is known to LangChain as a document compressor', () => {
    expect(BaseDocumentCompressor.isBaseDocumentCompressor(toDocumentCompressor(model))).toBe(true);
  });

  it('rejects with the error of the call', async () => {
    const call = toDocumentCompressor(model, { options: { k1: -1 } }).compressDocuments(found(), query);
    await expect(call).rejects.toMatchObject({ code: 'invalid_options' });
    const stopped = toDocumentCompressor(model, { signal: AbortSignal.abort('left') });
    await expect(stopped.compressDocuments(found(), query)).rejects.toBe('left');
  });
});

/** What LangChain's `ContextualCompressionRetriever` does, which is not part of its core. */
class CompressedRetriever extends BaseRetriever {
  lc_namespace = ['test'];
  readonly compressor: BaseDocumentCompressor;
  constructor(compressor: BaseDocumentCompressor) {
    super();
    this.compressor = compressor;
  }
  override async _getRelevantDocuments(asked: string): Promise<DocumentInterface[]> {
    return this.compressor.compressDocuments(found(), asked, []);
  }
}

describe('a retriever of LangChain', () => {
  let emulator: NimEmulator;
  beforeAll(async () => {
    emulator = await startNimEmulator({ profile: 'nim-2.3' });
  });
  afterAll(() => emulator.close());

  it('reranks what it found in process', async () => {
    const documents = await new CompressedRetriever(toDocumentCompressor(model, { topN: 2 })).invoke(query);
    expect(documents.map(({ id }) => id)).toEqual(['c', 'b']);
  });

  it('reranks what it found with a NIM', async () => {
    const reranker = createReranker({ providers: [nvidiaNim({ baseUrl: emulator.url })] });
    const nim = reranker.registry.model('nvidia_nim/ranking/nvidia/llama-nemotron-rerank-vl-1b-v2');
    const compressor = toDocumentCompressor(nim, { options: { truncate: 'END' }, headers: { 'x-team': 'search' } });
    const documents = await new CompressedRetriever(compressor).invoke(query);
    expect(documents.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(emulator.requests[0]).toMatchObject({ headers: { 'x-team': 'search' }, body: { truncate: 'END' } });
    await reranker.close();
  });
});
