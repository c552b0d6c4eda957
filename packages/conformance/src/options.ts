import type { ProviderSettings } from '@openrerank/core';
import type { Fixtures } from './fixture.ts';

/** What an upstream is asked, its body decoded. */
export interface UpstreamRequest {
  readonly url: string;
  readonly method: string;
  /** Lower-case names. Empty where the answer is made without a request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What the upstream would answer to give each document of the request its score, in the request's order. */
export type MakeAnswer = (request: UpstreamRequest, scores: readonly number[]) => unknown;

/** What the kit needs to know of a provider beside the provider itself. */
export interface ConformanceOptions {
  /** The folder of the fixtures (see `readFixtures`), or fixtures in memory. None for a provider without HTTP. */
  readonly fixtures?: URL | string | Fixtures | undefined;
  /**
   * Without the provider's prefix; one that begins with an endpoint's name is tried on that endpoint only. Default: the
   * definition's `about.models`, else those of the fixtures.
   */
  readonly models?: readonly string[] | undefined;
  /** For calls. Default: a made-up key. `live` calls get no other settings than these. */
  readonly settings?: ProviderSettings | undefined;
  /** Valid options of a call. Default: none, or a fixture's where the provider cannot do without. */
  readonly callOptions?: unknown;
  /** Only for answers whose shape cannot be learned from the fixtures. */
  readonly answer?: MakeAnswer | undefined;
  /** Adds one real call to the vendor, with the key of the provider's own environment variable. Default false. */
  readonly live?: boolean | undefined;
}
