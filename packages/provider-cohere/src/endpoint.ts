import type { Capabilities, HttpEndpoint } from '@openrerank/core';
import {
  cohereSpelling,
  listEndpoint,
  readBilledUsage,
  readWarnings,
  routeUrl,
  type Spelling,
} from '@openrerank/shapes';
import { type CohereOptions, checkChunks, ignoredOptions, optionsOf, type Version } from './options.ts';

/**
 * Cohere refuses more than 10,000 documents and advises at most 1,000, which is also all that v1 takes with its default
 * of 10 chunks a document (docs.cohere.com/v2/docs/reranking-best-practices, docs.cohere.com/reference/rerank). Parts of
 * a thousand run in parallel. They cost at most one search unit more each, where a part's last hundred is not full.
 *
 * No length is given: a document is cut by itself (`max_tokens_per_doc`), and one that does not fit into the model's window
 * together with the query is ranked by its best chunk.
 */
const capabilities = {
  maxDocuments: 1000,
  modalities: ['text'],
  scoring: 'pointwise',
  scoreScale: { kind: 'unit' },
  cutsTopN: true,
} as const satisfies Capabilities;

const spellings = {
  v1: cohereSpelling,
  // As v1, but it never returns documents and has no field to say so.
  v2: { ...cohereSpelling, always: undefined },
} as const satisfies Record<Version, Spelling>;

/** Where a request goes, and the version of the API that is spoken there. */
export interface Route {
  readonly url: string;
  readonly version: Version;
}

/** Cohere's rerank API, wherever it is and in whichever version. */
export function cohereEndpoint(routeOf: (baseUrl: string) => Route): HttpEndpoint<CohereOptions> {
  const versionOf = (version: Version) =>
    listEndpoint<CohereOptions>({
      capabilities,
      spelling: spellings[version],
      url: ({ baseUrl }) => routeOf(baseUrl).url,
      fields: ({ options }) => ({ ...optionsOf(version, options) }),
      readUsage: readBilledUsage,
    });
  const versions = { v1: versionOf('v1'), v2: versionOf('v2') } as const satisfies Record<Version, unknown>;
  return {
    // The answers of both are read alike.
    ...versions.v2,
    buildRequest: (input) => versions[routeOf(input.baseUrl).version].buildRequest(input),
    parseResponse(answer, input) {
      const ignored = ignoredOptions(routeOf(input.baseUrl).version, input.options);
      const warnings = [...ignored, ...readWarnings(answer)];
      return { ...versions.v2.parseResponse(answer, input), ...(warnings.length > 0 && { warnings }) };
    },
  };
}

/**
 * The same, with v1's limit of chunks checked before anything is sent. The check counts the documents, so core may not
 * reuse a request for others.
 */
export function countingEndpoint(routeOf: (baseUrl: string) => Route): HttpEndpoint<CohereOptions> {
  const endpoint = cohereEndpoint(routeOf);
  return {
    ...endpoint,
    copiesTexts: false,
    buildRequest(input) {
      if (routeOf(input.baseUrl).version === 'v1') checkChunks(input);
      return endpoint.buildRequest(input);
    },
  };
}

/** Cohere's own routes: of the version that is asked for, unless the base URL is the whole URL of the other one. */
export const cohereRoute =
  (version: Version) =>
  (baseUrl: string): Route => {
    const whole = /\/(v[12])\/rerank\/*$/.exec(new URL(baseUrl).pathname)?.[1] as Version | undefined;
    const spoken = whole ?? version;
    return { url: routeUrl(baseUrl, `${spoken}/rerank`), version: spoken };
  };
