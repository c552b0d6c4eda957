import type { RerankModel } from '@openrerank/core';
import { type RetrievalSettings, rankFound } from './rank-found.ts';

/** As much as is needed of a node of LlamaIndex, by structure: its package need not be installed. */
export interface LlamaIndexNode {
  /** Its text, with as much of its metadata as the mode says: `ALL`, `EMBED`, `LLM` or `NONE`. */
  getContent(metadataMode: string | undefined): string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A node as a retriever found it. */
export interface LlamaIndexNodeWithScore {
  readonly node: LlamaIndexNode;
  readonly score?: number | undefined;
}

/** A query, which may come in parts of several kinds. */
export type LlamaIndexQuery = string | readonly { readonly type: string; readonly text?: unknown }[];

/** What LlamaIndex's `BaseNodePostprocessor` asks for. */
export interface NodePostprocessor {
  /** The nodes, best first, each with its relevance as its score. Rejects with a `RerankError`. */
  postprocessNodes<Found extends LlamaIndexNodeWithScore>(
    nodes: readonly Found[],
    query?: LlamaIndexQuery,
  ): Promise<ScoredNode<Found>[]>;
}

/** What was found, with its relevance. */
export type ScoredNode<Found> = Found & { readonly score: number };

/**
 * How a node postprocessor ranks. `toText` is given what was found; by default a node is ranked by its content with the
 * metadata that it is embedded with.
 */
export type NodePostprocessorSettings<Options = unknown> = RetrievalSettings<Options, LlamaIndexNodeWithScore>;

/**
 * A reranker for LlamaIndex, wherever a `BaseNodePostprocessor` goes:
 * `index.asQueryEngine({ nodePostprocessors: [toNodePostprocessor(model, { topN: 5 })] })`.
 *
 * Of a query in parts the texts count. What it is given stays as it is: the entries that it returns are new ones, of the
 * same nodes.
 */
export function toNodePostprocessor<Options>(
  model: RerankModel<Options>,
  settings: NodePostprocessorSettings<Options> = {},
): NodePostprocessor {
  const { toText = ({ node }) => node.getContent('EMBED') } = settings;
  return {
    postprocessNodes: (nodes, query) => rankFound(model, textOf(query), nodes, { ...settings, toText }, withScore),
  };
}

const withScore = <Found>(found: Found, score: number): ScoredNode<Found> => ({ ...found, score });

function textOf(query: LlamaIndexQuery | undefined): string {
  // Core has the words for what is no query at all.
  if (!Array.isArray(query)) return query as string;
  return query.flatMap(({ type, text }) => (type === 'text' ? [text] : [])).join('\n\n');
}

export type { RetrievalSettings } from './rank-found.ts';
export type { ToText } from './to-text.ts';
