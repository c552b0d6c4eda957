import type { BuildInput, Capabilities, HttpEndpoint, RerankWarning } from '@openrerank/core';
import { cohereSpelling, listEndpoint, readBilledUsage, readField, type Spelling } from '@openrerank/shapes';
import { type CohereOptions, optionsOf, type Version } from './options.ts';

/**
 * Cohere refuses more than 10,000 documents and advises at most 1,000, which is also all that v1 takes with its default
 * of 10 chunks a document (docs.cohere.com/v2/docs/reranking-best-practices, docs.cohere.com/reference/rerank). Parts of
 * a thousand run in parallel. They cost at most one search unit more each, where a part's last hundred is not full.
 */
const capabilities = {
  maxDocuments: 1000,
  modalities: ['text'],
  scoring: 'pointwise',
  scoreScale: 'unit',
  cutsTopN: true,
} as const satisfies Capabilities;

const spellings = {
  v1: cohereSpelling,
  // As v1, but it never returns documents and has no field to say so.
  v2: { ...cohereSpelling, always: undefined },
} as const satisfies Record<Version, Spelling>;

/** Cohere's rerank API of one version, wherever it is. */
export function cohereEndpoint(
  version: Version,
  url: (input: BuildInput<CohereOptions>) => string,
): HttpEndpoint<CohereOptions> {
  const endpoint = listEndpoint<CohereOptions>({
    capabilities,
    spelling: spellings[version],
    url,
    fields: (input) => ({ ...optionsOf(version, input) }),
    readUsage: readBilledUsage,
  });
  return {
    ...endpoint,
    parseResponse(answer, input) {
      const warnings = readWarnings(answer);
      return { ...endpoint.parseResponse(answer, input), ...(warnings.length > 0 && { warnings }) };
    },
  };
}

/** What Cohere has to say beside the ranking, such as that a parameter is on its way out: `meta.warnings`. */
function readWarnings(answer: unknown): readonly RerankWarning[] {
  const warnings = readField(readField(answer, 'meta'), 'warnings');
  return Array.isArray(warnings)
    ? warnings.filter((message) => typeof message === 'string').map((message) => ({ code: 'other', message }))
    : [];
}
