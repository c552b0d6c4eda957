import type { RerankProviderFactory } from '@openrerank/core';

/**
 * A checked configuration, in the form that routing and HTTP consume: names in our own terms, times in milliseconds,
 * environment variables looked up, defaults filled in. What the YAML spells differently ends in the loader.
 */
export interface ProxyConfig {
  /** By public model name, in the file's order. */
  readonly groups: readonly ModelGroup[];
  /**
   * By model-string prefix (`nvidia_nim`, `local`, …): every provider that a deployment needs. The file may give a
   * provider another prefix than its own id, so mount each as `factory({ id: prefix })`.
   */
  readonly providers: ReadonlyMap<string, RerankProviderFactory>;
  readonly routing: RoutingSettings;
  /** Clients must show it when it is set. */
  readonly masterKey: string | undefined;
  readonly maxBodyBytes: number;
  /** All request bodies that are held at once. Others wait, unread, for room. */
  readonly maxBytesInFlight: number;
  /** For room. A request that had to wait longer is answered with 503. */
  readonly maxQueueWaitMs: number;
  readonly maxResponseBytes: number;
  /** Drop request fields that nobody knows instead of refusing them. */
  readonly dropParams: boolean;
  /**
   * What providers look their keys and base URLs up in, so `createRegistry({ env })` gets it: the environment, over the
   * file's own `environment_variables`. The process's when absent.
   */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** What the file says that has no effect here, a sentence each, with file, line and column. */
  readonly warnings: readonly string[];
}

/** The deployments that share one public model name and its load. */
export interface ModelGroup {
  readonly name: string;
  readonly deployments: readonly [Deployment, ...Deployment[]];
}

/** One upstream model with everything needed to call it. */
export interface Deployment {
  /** Unique in the configuration; `model_info.id` where the file gives one. Never holds a key. */
  readonly id: string;
  /** The model string, such as `nvidia_nim/ranking/nvidia/llama-nemotron-rerank-vl-1b-v2`. */
  readonly model: string;
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** One attempt. */
  readonly timeoutMs: number | undefined;
  readonly maxRetries: number | undefined;
  /** Share of the group's load relative to its siblings, greater than 0. */
  readonly weight: number;
  /** Provider options for every call; the request's own win over them. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** How calls are spread, retried and bounded. */
export interface RoutingSettings {
  /** The whole call, with every retry and fallback. */
  readonly totalTimeoutMs: number;
  /** Retries where a deployment does not say. */
  readonly maxRetries: number;
  /** Failures within a minute that a deployment may have before it cools down. */
  readonly allowedFails: number;
  readonly cooldownMs: number;
  /** Model names to try, in order, when a group's own deployments have failed. */
  readonly fallbacks: ReadonlyMap<string, readonly string[]>;
}
