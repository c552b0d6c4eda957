import type { BuildInput } from '@openrerank/core';

/** One exchange that a provider is written after. */
export interface RankingFixture {
  /** For messages: the name of its folder. */
  readonly name: string;
  /** The page that the shapes come from. */
  readonly source: string;
  /** Default: the provider's first. */
  readonly endpoint?: string | undefined;
  /** What core hands to the endpoint. */
  readonly input: BuildInput;
  /** Exactly what `buildRequest` makes of it, as JSON. */
  readonly request: unknown;
  /** The upstream's answer. */
  readonly response: unknown;
  /** Exactly what `parseResponse` reads in it, as JSON. */
  readonly result: unknown;
}

/** A failed answer, and the error that a caller must get. */
export interface ErrorFixture {
  /** For messages: the name of its file. */
  readonly name: string;
  readonly source: string;
  readonly endpoint?: string | undefined;
  readonly model: string;
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** What is no string is sent as JSON. */
  readonly body: unknown;
  readonly expected: {
    readonly code: string;
    readonly retryable: boolean;
    readonly messageIncludes: readonly string[];
    readonly messageExcludes?: readonly string[] | undefined;
    /** The wait that the body or a header asks for, in milliseconds. Not checked when absent. */
    readonly retryAfterMs?: number | undefined;
  };
}

/** The recorded exchanges of a provider. */
export interface Fixtures {
  readonly rankings: readonly RankingFixture[];
  readonly errors: readonly ErrorFixture[];
}
