import { type BuildInput, type HttpEndpoint, invalidInput } from '@openrerank/core';
import { cohereSpelling, listEndpoint, routeUrl } from '@openrerank/shapes';
import type { ContextualOptions } from './options.ts';

const list = listEndpoint<ContextualOptions>({
  capabilities: {
    modalities: ['text'],
    scoring: 'pointwise',
    scoreScale: { kind: 'unit' },
    // The same page, for every model. An instruction and the document's metadata count too.
    maxTokens: 8000,
    cutsTopN: true,
  },
  spelling: { ...cohereSpelling, always: undefined },
  url: ({ baseUrl }) => routeUrl(baseUrl, 'v1/rerank'),
  fields: ({ options: { document_metadata, ...options } }) => ({
    ...options,
    ...(document_metadata !== undefined && { metadata: document_metadata }),
  }),
});

/** `POST /v1/rerank` (docs.contextual.ai/api-reference/rerank/rerank). It reports no usage. */
export const rerank: HttpEndpoint<ContextualOptions> = {
  ...list,
  // The metadata goes with the documents: a request for other ones would be another.
  copiesTexts: false,
  buildRequest(input) {
    checkMetadata(input);
    return list.buildRequest(input);
  },
};

/** All documents go out in one request, so that they are as many as the caller's. */
function checkMetadata({ passages, options: { document_metadata: metadata } }: BuildInput<ContextualOptions>): void {
  if (metadata === undefined || metadata.length === passages.length) return;
  const problem = `holds ${metadata.length} texts for ${passages.length} documents. It must hold one for each; "" where there is nothing to say.`;
  throw invalidInput('options.document_metadata', problem, {}, 'invalid_options');
}
