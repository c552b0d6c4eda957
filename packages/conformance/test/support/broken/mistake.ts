import type { HttpEndpoint, RerankProvider, RerankProviderFactory } from '@openrerank/core';
import type { ConformanceOptions } from '../../../src/index.ts';
import { type AcmeOptions, acmeEndpoint, rerank } from '../acme.ts';

/** A provider, or what the kit is told of it, with one mistake in it, and the one check that must find it. */
export interface Broken {
  readonly mistake: string;
  readonly check: string;
  readonly provider: RerankProvider | RerankProviderFactory;
  readonly options?: ConformanceOptions;
}

export const capabilities = rerank.capabilities as object;
export type Build = HttpEndpoint<AcmeOptions>['buildRequest'];
export type Parse = HttpEndpoint<AcmeOptions>['parseResponse'];

export const building = (buildRequest: Build, more: Partial<HttpEndpoint<AcmeOptions>> = {}) =>
  acmeEndpoint({ buildRequest, ...more });
export const parsing = (parseResponse: Parse) => acmeEndpoint({ parseResponse });
export const declaring = (changes: object) =>
  acmeEndpoint({ capabilities: { ...capabilities, ...changes } as typeof rerank.capabilities });
export const textsAs = (change: (texts: readonly string[]) => readonly string[]): Build => {
  return (input) =>
    rerank.buildRequest({
      ...input,
      passages: change(input.passages.map(({ text = '' }) => text)).map((text) => ({ text })),
    });
};

export interface LooseAnswer {
  readonly results: readonly { readonly index: number; readonly score: number }[];
  readonly usage?: { readonly tokens: number };
}
