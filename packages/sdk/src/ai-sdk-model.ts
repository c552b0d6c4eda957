/*
 * As much as is needed of `RerankingModelV3` of `@ai-sdk/provider` 3, by structure: who does not use the AI SDK has not
 * installed it, and the compiler must not look for it.
 */

/** What the AI SDK calls a `JSONValue`. */
export type AiSdkJsonValue = null | string | number | boolean | AiSdkJsonObject | AiSdkJsonValue[];

/** What the AI SDK calls a `JSONObject`. */
export type AiSdkJsonObject = { [key: string]: AiSdkJsonValue | undefined };

/** A reranking model as the AI SDK calls it. */
export interface AiSdkRerankingModel {
  readonly specificationVersion: 'v3';
  /** The id that the provider was registered under. */
  readonly provider: string;
  /** Without the prefixes of the model string. */
  readonly modelId: string;
  /** One ranking. For `rerank()` of the AI SDK rather than for direct use. */
  doRerank(options: AiSdkCallOptions): Promise<AiSdkAnswer>;
}

/** What `rerank()` of the AI SDK asks a model. */
export interface AiSdkCallOptions {
  readonly documents:
    | { readonly type: 'text'; readonly values: readonly string[] }
    | { readonly type: 'object'; readonly values: readonly object[] };
  readonly query: string;
  readonly topN?: number | undefined;
  readonly abortSignal?: AbortSignal | undefined;
  /** By provider. */
  readonly providerOptions?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What a model tells `rerank()` of the AI SDK. Mutable, as its types are. */
export interface AiSdkAnswer {
  /** Best first. */
  ranking: { index: number; relevanceScore: number }[];
  /** Under `openrerank`: the response's `meta`, and `usage` where the upstream reported it. */
  providerMetadata: Record<string, AiSdkJsonObject>;
  warnings: AiSdkWarning[];
  /** `id` is the upstream's, `modelId` the model that answered. */
  response: { id?: string; modelId: string };
}

/** A warning, which the AI SDK prints unless it is told not to. */
export type AiSdkWarning =
  | { type: 'compatibility'; feature: string; details: string }
  | { type: 'other'; message: string };
