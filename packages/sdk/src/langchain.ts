import type { RerankModel } from '@openrerank/core';
import { type RetrievalSettings, rankFound } from './rank-found.ts';

/** As much as is needed of a document of LangChain, by structure: its package need not be installed. */
export interface LangChainDocument {
  readonly pageContent: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What LangChain's `BaseDocumentCompressor` asks for. */
export interface DocumentCompressor {
  /** New documents, best first, each with its score in `metadata.relevanceScore`. Rejects with a `RerankError`. */
  compressDocuments<Document extends LangChainDocument>(
    documents: readonly Document[],
    query: string,
    callbacks?: unknown,
  ): Promise<ScoredDocument<Document>[]>;
}

/** A document with its score in its metadata. */
export type ScoredDocument<Document> = Document & { readonly metadata: { readonly relevanceScore: number } };

/** How a document compressor ranks. `toText` is given the document; by default its `pageContent` is ranked. */
export type DocumentCompressorSettings<Options = unknown> = RetrievalSettings<Options, LangChainDocument>;

/**
 * A reranker for LangChain, wherever a `BaseDocumentCompressor` goes:
 * `new ContextualCompressionRetriever({ baseRetriever, baseCompressor: toDocumentCompressor(model, { topN: 5 }) })`.
 *
 * The documents that it is given stay as they are; those that it returns are of their class.
 */
export function toDocumentCompressor<Options>(
  model: RerankModel<Options>,
  settings: DocumentCompressorSettings<Options> = {},
): DocumentCompressor {
  const { toText = ({ pageContent }) => pageContent } = settings;
  return {
    compressDocuments: (documents, query) => rankFound(model, query, documents, { ...settings, toText }, withScore),
  };
}

function withScore<Document extends LangChainDocument>(
  document: Document,
  relevanceScore: number,
): ScoredDocument<Document> {
  const metadata = { ...document.metadata, relevanceScore };
  return Object.assign(Object.create(Object.getPrototypeOf(document)), document, { metadata });
}

export type { RetrievalSettings } from './rank-found.ts';
export type { ToText } from './to-text.ts';
