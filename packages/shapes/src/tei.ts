import { type HttpEndpoint, RerankError, type ScoreScale } from '@openrerank/core';
import { listEndpoint } from './list-endpoint.ts';
import { teiSpelling } from './spelling.ts';
import { readTeiProblem } from './tei-failure.ts';
import { withSegments } from './with-segments.ts';

/** What differs between endpoints of Text Embeddings Inference. */
export interface TeiEndpointOptions {
  /** `unit`, unless raw scores are asked for. */
  readonly scoreScale: ScoreScale;
  /** Sent with every request, such as `{ raw_scores: true }`. */
  readonly always?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * `POST {base}/rerank` of Text Embeddings Inference (huggingface.github.io/text-embeddings-inference). The server has one
 * model, ranks all texts, and takes 32 of them unless it was started with another `--max-client-batch-size`. Options go to
 * the top level of the body.
 */
export function teiEndpoint<Options>({ scoreScale, always }: TeiEndpointOptions): HttpEndpoint<Options> {
  const list = listEndpoint<Options>({
    capabilities: { maxDocuments: 32, modalities: ['text'], scoring: 'pointwise', scoreScale },
    spelling: { ...teiSpelling, always: { ...teiSpelling.always, ...always } },
    url: ({ baseUrl }) => teiUrl(baseUrl),
  });
  return {
    ...list,
    parseResponse(answer, input) {
      // Gateways in front of the server are known to answer an error with 200.
      const problem = readTeiProblem(answer);
      if (problem !== undefined) {
        const { code = 'invalid_response', message = 'the server says nothing more.' } = problem;
        throw new RerankError(code, `The upstream answered 200 with an error: ${message}`);
      }
      return list.parseResponse(answer, input);
    },
  };
}

/** The route is at the root, never below `/v1`. A path that ends in it is used as it is. */
const teiUrl = (baseUrl: string): string =>
  withSegments(baseUrl, (segments) => {
    if (segments.at(-1) === 'rerank') return segments;
    return [...(segments.at(-1) === 'v1' ? segments.slice(0, -1) : segments), 'rerank'];
  });
