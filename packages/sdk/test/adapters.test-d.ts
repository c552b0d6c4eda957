import type { ProviderV3, RerankingModelV3 } from '@ai-sdk/provider';
import { Document } from '@langchain/core/documents';
import type { BaseDocumentCompressor } from '@langchain/core/retrievers/document_compressors';
import type { BaseNodePostprocessor } from '@llamaindex/core/postprocessor';
import type { NodeWithScore } from '@llamaindex/core/schema';
import { createRegistry } from '@openrerank/core';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { createProviderRegistry, type RerankingModel, rerank } from 'ai';
import { expectTypeOf } from 'vitest';
import { toAiSdkModel, toAiSdkProvider } from '../src/ai-sdk.ts';
import { createReranker } from '../src/fetch.ts';
import { toDocumentCompressor } from '../src/langchain.ts';
import { toNodePostprocessor } from '../src/llamaindex.ts';

const reranker = createReranker({ providers: [nvidiaNim()] });
const model = reranker.registry.model('nvidia_nim/m');
const unknown = reranker.registry.resolve('nvidia_nim/m');

export async function aiSdk() {
  expectTypeOf(toAiSdkModel(model)).toExtend<RerankingModelV3>();
  expectTypeOf(toAiSdkModel(unknown)).toExtend<RerankingModel>();
  expectTypeOf(toAiSdkProvider(reranker)).toExtend<ProviderV3>();
  expectTypeOf(toAiSdkProvider({ registry: createRegistry({ providers: [nvidiaNim()] }) })).toExtend<ProviderV3>();
  createProviderRegistry({ openrerank: toAiSdkProvider(reranker) }).rerankingModel('openrerank:nvidia_nim/m');
  toAiSdkModel(model, { options: { truncate: 'END' }, timeoutMs: 1000 });
  toAiSdkModel(unknown, { options: { anything: 1 } });
  // @ts-expect-error: not a value of truncate
  toAiSdkModel(model, { options: { truncate: 'START' } });
  // @ts-expect-error: the signal is that of each call
  toAiSdkModel(model, { signal: AbortSignal.abort() });
  // @ts-expect-error: a model string is no model
  toAiSdkModel('nvidia_nim/m');
  expectTypeOf(toAiSdkProvider(reranker).languageModel).returns.toBeNever();

  const { ranking } = await rerank({ model: toAiSdkModel(model), query: 'q', documents: [{ sku: 7 }] });
  expectTypeOf(ranking[0]!.document).toEqualTypeOf<{ sku: number }>();
}

export async function langchain() {
  expectTypeOf(toDocumentCompressor(model)).toExtend<BaseDocumentCompressor>();
  toDocumentCompressor(model, { topN: 3, options: { truncate: 'END' }, toText: ({ pageContent }) => pageContent });
  // @ts-expect-error: not a value of truncate
  toDocumentCompressor(model, { options: { truncate: 'START' } });
  // @ts-expect-error: not a text
  toDocumentCompressor(model, { toText: ({ metadata }) => metadata['title'] });

  const documents = [new Document({ pageContent: 'a', metadata: { page: 1 } })];
  const ranked = await toDocumentCompressor(model).compressDocuments(documents, 'q');
  expectTypeOf(ranked[0]!).toExtend<Document<{ page: number }>>();
  expectTypeOf(ranked[0]!.metadata.relevanceScore).toEqualTypeOf<number>();
}

export async function llamaIndex(nodes: NodeWithScore[]) {
  expectTypeOf(toNodePostprocessor(model)).toExtend<BaseNodePostprocessor>();
  toNodePostprocessor(model, { topN: 3, options: { truncate: 'END' }, toText: ({ node }) => node.getContent('ALL') });
  // @ts-expect-error: not a value of truncate
  toNodePostprocessor(model, { options: { truncate: 'START' } });

  const ranked = await toNodePostprocessor(model).postprocessNodes(nodes, 'q');
  expectTypeOf(ranked[0]!).toExtend<NodeWithScore>();
  expectTypeOf(ranked[0]!.score).toEqualTypeOf<number>();
}
