import type { VariableNames } from './environment.ts';
import type { RerankErrorCode } from './errors.ts';
import type { RerankRequest, RerankUsage, RerankWarning } from './request.ts';
import type { RankedIndex, ScoreScale } from './score.ts';
import type { StandardSchema } from './standard-schema.ts';
import type { EncodedRequest, HttpResponse } from './transport/transport.ts';

/** What an endpoint can do, as data. Per model where `capabilities` is a function. */
export interface Capabilities {
  /** Documents that one request may carry. Unlimited when absent. */
  readonly maxDocuments?: number | undefined;
  /** What of a document is sent. An image for an endpoint that takes none fails with `unsupported`. */
  readonly modalities: readonly ('text' | 'image')[];
  /** `pointwise` scores do not depend on the other documents, so that parts of a list can be ranked apart and merged. */
  readonly scoring: 'pointwise' | 'listwise';
  readonly scoreScale: ScoreScale;
  /** Most tokens of query and document together that the model reads, in its own tokens. Unknown when absent. */
  readonly maxTokens?: number | undefined;
  /** The upstream returns only `topN` results when it is told to. Otherwise an answer must rank every passage. */
  readonly cutsTopN?: boolean | undefined;
}

/** A document reduced to what an endpoint can send. At least one field is present. */
export interface Passage {
  readonly text?: string | undefined;
  /** As the caller wrote it; a base64 data URL for most upstreams. */
  readonly image?: string | undefined;
}

/** The input of one upstream request: the caller's request with its documents reduced to passages. */
export interface RankInput<Options = unknown> extends Omit<RerankRequest, 'documents'> {
  /** Without the prefixes of the model string. */
  readonly model: string;
  readonly passages: readonly Passage[];
  /** The first passage's index in the caller's list, for messages that name a document. */
  readonly firstIndex: number;
  /** Never more than there are passages. */
  readonly topN: number | undefined;
  /** As `optionsSchema` returned them. */
  readonly options: Options;
}

/** What an HTTP endpoint makes a request of. */
export interface BuildInput<Options = unknown> extends RankInput<Options> {
  /** An absolute http or https URL as the caller or the operator wrote it; see `joinUrl`. */
  readonly baseUrl: string;
}

/** A request before encoding and before credentials. */
export interface HttpRequest {
  readonly url: string;
  readonly method?: 'POST' | 'GET' | undefined;
  /** Encoded as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What an endpoint reads in an answer. The executor checks it, sorts it and merges it with the other parts. */
export interface ParsedRanking {
  /** Indices into the passages of this request, in any order. */
  readonly ranking: readonly RankedIndex[];
  readonly usage?: RerankUsage | undefined;
  readonly warnings?: readonly RerankWarning[] | undefined;
  /** The request for the rest, where the upstream answers in pages. To the same origin; sent at once, signed as the first. */
  readonly next?: HttpRequest | undefined;
}

/** One upstream URL shape. The functions are pure: no clock, no I/O, no environment, no key. */
export interface HttpEndpoint<Options = unknown> {
  readonly capabilities: Capabilities | ((model: string) => Capabilities);
  /**
   * `buildRequest` puts each passage's text into the body once, in order, as a JSON string with the same JSON around each;
   * it copies the query as it is; and nothing else depends on a text or on the query. Then core calls it once for many
   * requests, and texts that are JSON already are sent as bytes. Default false.
   */
  readonly copiesTexts?: boolean | undefined;
  buildRequest(input: BuildInput<Options>): HttpRequest;
  /** Gets decoded JSON. Whatever it throws becomes `invalid_response`, so `schema.parse(body)` is enough. */
  parseResponse(body: unknown, input: BuildInput<Options>): ParsedRanking;
  /** For upstreams that may answer "not yet": the request to send next, or undefined when the answer is final. */
  followUp?(response: HttpResponse, input: BuildInput<Options>): FollowUp | undefined;
}

/** What to send after an answer that is not final. Another origin fails the call: the key must not go there. */
export interface FollowUp {
  readonly request: HttpRequest;
  /** Wait before sending it, in milliseconds. */
  readonly afterMs: number;
}

/** A ranker that is not an HTTP call: an in-process model, a vendor's SDK, another library's model. */
export interface LocalEndpoint<Options = unknown> {
  readonly capabilities: Capabilities | ((model: string) => Capabilities);
  /** Ranks every passage, or `topN` where it `cutsTopN`. What it throws, unless a `RerankError`, becomes `unavailable`. */
  rank(input: RankInput<Options>, context: { readonly signal: AbortSignal }): Promise<ParsedRanking>;
}

/** An endpoint with `rank` runs in process; any other is an HTTP one. */
export type RerankEndpoint<Options = unknown> = HttpEndpoint<Options> | LocalEndpoint<Options>;

/**
 * What a provider can tell about a failed answer. What it leaves out follows from the status; without `said` and
 * `message` the body's own `message`, `detail` and the like are looked for.
 */
export interface UpstreamFailure {
  /** Default: what the status says, `rejected` for other 4xx and `unavailable` for other 5xx. */
  readonly code?: RerankErrorCode | undefined;
  /** What the upstream says itself. Passed on unless it repeats the input. */
  readonly said?: string | undefined;
  /** What the provider says about it, in sentences of its own: what it means, what to do. Comes after `said`. */
  readonly message?: string | undefined;
  /** Default: as its code. */
  readonly retryable?: boolean | undefined;
  /** How long the upstream asks to wait, in milliseconds, where its body says so. Default: its `retry-after` header. */
  readonly retryAfterMs?: number | undefined;
}

/** A provider in the words of its vendor. */
export interface ProviderAbout<Models extends string = string> {
  /** The vendor or the server, as it spells itself. */
  readonly title: string;
  /** The page that describes its rerank API. */
  readonly docs: string;
  /**
   * Models that it offers, as they stand behind the prefix: one that only another endpoint has begins with the endpoint's
   * name. The first serves as an example. Others may work. Editors complete model strings from this list.
   */
  readonly models: readonly Models[];
}

/** What a provider takes from the environment. Of several names the first that is set counts; messages advise the first. */
export interface ProviderVariables {
  readonly apiKey?: VariableNames | undefined;
  readonly baseUrl?: VariableNames | undefined;
  /** Options by name, where the call gives none: a region, a project. */
  readonly options?: Readonly<Record<string, VariableNames>> | undefined;
}

/** A provider as data and pure functions: no HTTP client, no key, no clock. The executor does the rest. */
export interface ProviderDefinition<Id extends string, Options, Models extends string = string> {
  /** The model string's first segment, as in `nvidia_nim/…`. */
  readonly id: Id;
  /** What people want to know before they use it: for generated documentation, and for tests of every model. */
  readonly about?: ProviderAbout<Models> | undefined;
  /** Used when neither the call, the settings nor the environment names one. Absent for providers without HTTP. */
  readonly baseUrl?: string | undefined;
  /** Names of environment variables. */
  readonly env?: ProviderVariables | undefined;
  /** Refuses what it does not know: a mistyped option must not pass in silence. */
  readonly optionsSchema: StandardSchema<Options>;
  /** The names that `optionsSchema` accepts, for documentation and for telling an option from a typing error. */
  readonly optionNames: readonly string[];
  /**
   * Those of them that say where a call goes or on whose account: a region, a project. A proxy takes them from its operator
   * and never from a request.
   */
  readonly operatorOptions?: readonly string[] | undefined;
  /** Other names may be options too: the upstream knows them, and this provider passes them on. Default false. */
  readonly openOptions?: boolean | undefined;
  /** By name. The first is the default; the others are chosen in the model string. */
  readonly endpoints: Readonly<Record<string, RerankEndpoint<Options>>>;
  /** Whether a call to this base URL needs a key. Default: yes when `env.apiKey` is set. */
  needsKey?(baseUrl: string): boolean;
  /** Why a base URL from the environment is not for reranking, or undefined when it is. The reason becomes a warning. */
  ignoresEnvBaseUrl?(baseUrl: string): string | undefined;
  /** Lower-case names of the headers that carry a credential. One that the caller sets stands for the key. Default: `authorization`. */
  readonly credentialHeaders?: readonly string[] | undefined;
  /** Adds the credential. Default: `authorization: Bearer <key>`, unless the headers hold an `authorization` already. */
  authorize?(request: EncodedRequest, apiKey: string): EncodedRequest | Promise<EncodedRequest>;
  /**
   * Adds the credential where no key is given: one that the vendor's own tools find, such as AWS's chain or Google's
   * default credentials. Not asked for a base URL that the call itself chose. Default: the key is missing, or not needed.
   */
  authorizeAmbient?(request: EncodedRequest): EncodedRequest | Promise<EncodedRequest>;
  /** Reads a failed answer. `model` is the one that was asked for. */
  parseFailure?(response: HttpResponse, model: string): UpstreamFailure;
  /** What an answer's headers say beside its body, failed or not. */
  readHeaders?(headers: HttpResponse['headers']): AnswerHeaders;
}

/** What a provider reads in an answer's headers. */
export interface AnswerHeaders {
  /** The upstream's id of the request: `meta.upstreamRequestId`, and in the details of an error. */
  readonly requestId?: string | undefined;
  readonly warnings?: readonly RerankWarning[] | undefined;
}

/** What a user sets once for a provider. */
export interface ProviderSettings {
  /** A function is asked at every call, so that a key can be rotated. */
  readonly apiKey?: string | (() => string | undefined | Promise<string | undefined>) | undefined;
  /** Wins over the environment's. */
  readonly baseUrl?: string | undefined;
  /** Sent with every request to the configured origin. They win over the endpoint's own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A provider with its settings, ready for a registry. Frozen. */
// biome-ignore lint/suspicious/noExplicitAny: options are contravariant in the endpoints; `unknown` would refuse every provider.
export interface RerankProvider<Id extends string = string, Options = any, Models extends string = string> {
  readonly specVersion: 1;
  readonly id: Id;
  readonly definition: ProviderDefinition<string, Options, Models>;
  readonly settings: ProviderSettings;
}

/** What `defineRerankProvider` returns: called with settings, it makes a provider for a registry. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export interface RerankProviderFactory<Id extends string = string, Options = any, Models extends string = string> {
  /** Mounts another instance under its own prefix, such as a self-hosted one beside the hosted one. */
  <const As extends string>(settings: ProviderSettings & { readonly id: As }): RerankProvider<As, Options, Models>;
  /** The provider under its own id. Throws `invalid_request` for a setting that there is not. */
  (settings?: ProviderSettings): RerankProvider<Id, Options, Models>;
  readonly specVersion: 1;
  readonly definition: ProviderDefinition<Id, Options, Models>;
}
