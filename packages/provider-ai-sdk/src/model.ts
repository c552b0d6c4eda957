/*
 * As much as is needed of the AI SDK's reranking models, by structure. `RerankingModelV3` (AI SDK 6) and `RerankingModelV4`
 * (AI SDK 7) of `@ai-sdk/provider` both have it.
 */

/** A reranking model of the AI SDK. */
export interface AiSdkRerankingModel {
  readonly modelId: string;
  doRerank(options: AiSdkCallOptions): PromiseLike<AiSdkAnswer>;
}

/** A provider of the AI SDK that has reranking models, or a registry of such. */
export interface AiSdkProvider {
  rerankingModel(modelId: string): AiSdkRerankingModel;
}

/** What the AI SDK calls a `JSONObject`. Mutable, as its types are. */
export type AiSdkJsonObject = { [key: string]: AiSdkJsonValue | undefined };

/** What the AI SDK calls a `JSONValue`. */
export type AiSdkJsonValue = null | string | number | boolean | AiSdkJsonObject | AiSdkJsonValue[];

/** What a reranking model of the AI SDK is asked. */
export interface AiSdkCallOptions {
  documents: { type: 'text'; values: string[] };
  query: string;
  topN?: number;
  abortSignal?: AbortSignal;
  /** By provider. */
  providerOptions?: Record<string, AiSdkJsonObject>;
}

/** What a reranking model of the AI SDK answers. */
export interface AiSdkAnswer {
  readonly ranking: readonly { readonly index: number; readonly relevanceScore: number }[];
  readonly warnings?: readonly AiSdkWarning[] | undefined;
  /** By provider. */
  readonly providerMetadata?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  readonly response?: { readonly id?: string; readonly modelId?: string; readonly body?: unknown } | undefined;
}

/** What a reranking model of the AI SDK warns of. Which of the texts there are depends on `type`. */
export interface AiSdkWarning {
  readonly type: string;
  readonly feature?: string | undefined;
  readonly details?: string | undefined;
  readonly message?: string | undefined;
}
