import type { HttpEndpoint, RerankWarning } from '@openrerank/core';
import { type ListEndpointOptions, listEndpoint, readField, routeUrl, teiSpelling } from '@openrerank/shapes';
import type { CompatibleOptions } from './options.ts';

/** An endpoint of Cohere's shape; what its answer warns of in `meta` is passed on. */
export function cohereLike(options: ListEndpointOptions<CompatibleOptions>): HttpEndpoint<CompatibleOptions> {
  const list = listEndpoint(options);
  return {
    ...list,
    parseResponse(answer, input) {
      const ranking = list.parseResponse(answer, input);
      const warnings = readWarnings(answer);
      return warnings.length === 0 ? ranking : { ...ranking, warnings };
    },
  };
}

function readWarnings(answer: unknown): readonly RerankWarning[] {
  const warnings = readField(readField(answer, 'meta'), 'warnings');
  if (!Array.isArray(warnings)) return [];
  return warnings.filter((message) => typeof message === 'string').map((message) => ({ code: 'other', message }));
}

/** `POST {base}/rerank` in the shape of Text Embeddings Inference, which takes 32 texts unless it is told otherwise. */
export const tei = listEndpoint<CompatibleOptions>({
  capabilities: { maxDocuments: 32, modalities: ['text'], scoring: 'pointwise', scoreScale: 'unknown' },
  spelling: teiSpelling,
  url: ({ baseUrl }) => routeUrl(baseUrl, 'rerank'),
});
