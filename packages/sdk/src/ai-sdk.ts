import {
  type CallSettings,
  type RerankDocument,
  RerankError,
  type RerankModel,
  type RerankRegistry,
  type RerankResponse,
  type RerankUsage,
} from '@openrerank/core';
import { noSuchModel, toApiCallError, toNoSuchModelError } from './ai-sdk-error.ts';
import type { AiSdkAnswer, AiSdkJsonObject, AiSdkRerankingModel, AiSdkWarning } from './ai-sdk-model.ts';

/** What every call of a model is made with. */
export interface AiSdkModelSettings<Options = unknown> extends Omit<CallSettings, 'signal'> {
  /** The provider's own options. Those that a call passes as `providerOptions` win over them, one by one. */
  readonly options?: Options | undefined;
  /**
   * Default 0, since the AI SDK retries: its own `maxRetries` counts, and each of its attempts is one of ours. With 1 or
   * more OpenRerank retries in its place, of a long list only the part that failed, and no error is retryable any more.
   */
  readonly maxRetries?: number | undefined;
}

/**
 * A model for `rerank()` of the AI SDK 6 (7 was tried by hand): `rerank({ model: toAiSdkModel(reranker.registry.model('cohere/…')), … })`.
 *
 * Provider options are read from `providerOptions.openrerank` and from the provider's own id, such as
 * `providerOptions.nvidia_nim`, which wins. Of an object that holds nothing but `text` and `image` these are ranked, of
 * any other its JSON text. A failure is a `RerankError` that the AI SDK takes for one of its `APICallError`s.
 */
export function toAiSdkModel<Options>(
  model: RerankModel<Options>,
  { options, ...settings }: AiSdkModelSettings<Options> = {},
): AiSdkRerankingModel {
  const { maxRetries = 0 } = settings;
  return {
    specificationVersion: 'v3',
    provider: model.provider,
    modelId: model.model,
    async doRerank({ documents: given, query, topN, abortSignal, headers, providerOptions = {} }) {
      const { openrerank, [model.provider]: own } = providerOptions;
      const documents = given.values.map(toDocument);
      const request = {
        query,
        documents,
        topN,
        // The provider's schema checks them; no type can know what a call brings.
        options: { ...options, ...openrerank, ...own } as Options,
      };
      const merged = { ...settings.headers, ...headers };
      try {
        const response = await model.rerank(request, { ...settings, maxRetries, headers: merged, signal: abortSignal });
        return toAnswer(
          response,
          given.values.some((value, index) => value !== documents[index]),
        );
      } catch (error) {
        if (!(error instanceof RerankError) || abortSignal?.aborted) throw error;
        throw toApiCallError(error, maxRetries === 0);
      }
    },
  };
}

/** As much of a provider of the AI SDK as there is in OpenRerank: the others' methods throw a `NoSuchModelError`. */
export interface AiSdkProvider {
  readonly specificationVersion: 'v3';
  languageModel(modelId: string): never;
  embeddingModel(modelId: string): never;
  imageModel(modelId: string): never;
  /** The model behind a model string. Throws what is a `RerankError` and a `NoSuchModelError` where there is none. */
  rerankingModel(modelId: string): AiSdkRerankingModel;
}

/**
 * All models of a reranker as one provider, for `createProviderRegistry` of the AI SDK:
 * `createProviderRegistry({ openrerank: toAiSdkProvider(reranker) }).rerankingModel('openrerank:cohere/rerank-v4.0-pro')`.
 */
export function toAiSdkProvider(
  { registry }: { readonly registry: Pick<RerankRegistry, 'resolve'> },
  settings: AiSdkModelSettings = {},
): AiSdkProvider {
  return {
    specificationVersion: 'v3',
    languageModel: (modelId) => noSuchModel(modelId, 'languageModel'),
    embeddingModel: (modelId) => noSuchModel(modelId, 'embeddingModel'),
    imageModel: (modelId) => noSuchModel(modelId, 'imageModel'),
    rerankingModel(modelId) {
      try {
        return toAiSdkModel(registry.resolve(modelId), settings);
      } catch (error) {
        throw error instanceof RerankError ? toNoSuchModelError(error, modelId) : error;
      }
    },
  };
}

/** Of an object that says more, a model that reads `text` alone would miss the rest. */
function toDocument(value: RerankDocument): RerankDocument {
  // Core has the words for what is no document at all.
  if (typeof value !== 'object' || value === null) return value;
  const isTextAndImage = Object.entries(value).every(
    ([key, part]) => (key === 'text' || key === 'image') && typeof part === 'string',
  );
  return isTextAndImage ? value : JSON.stringify(value);
}

function toAnswer({ results, usage, warnings, meta }: RerankResponse, asJson: boolean): AiSdkAnswer {
  const { upstreamRequestId: id, model, scoreScale } = meta;
  const others = warnings.map(({ message }): AiSdkWarning => ({ type: 'other', message }));
  return {
    ranking: results.map(({ index, relevanceScore }) => ({ index, relevanceScore })),
    providerMetadata: {
      openrerank: { ...meta, scoreScale: { ...scoreScale }, ...(usage && { usage: toJson(usage) }) },
    },
    warnings: asJson ? [jsonWarning, ...others] : others,
    response: { modelId: model, ...(id !== undefined && { id }) },
  };
}

const toJson = ({ units, ...counts }: RerankUsage): AiSdkJsonObject => ({
  ...counts,
  ...(units && { units: units.map((unit) => ({ ...unit })) }),
});

const jsonWarning: AiSdkWarning = {
  type: 'compatibility',
  feature: 'object documents',
  details: 'Objects with more than text and image are ranked by their JSON text.',
};

export type {
  AiSdkAnswer,
  AiSdkCallOptions,
  AiSdkJsonObject,
  AiSdkJsonValue,
  AiSdkRerankingModel,
  AiSdkWarning,
} from './ai-sdk-model.ts';
