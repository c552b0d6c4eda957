import { type HttpEndpoint, RerankError, type ScoreScale } from '@openrerank/core';
import { listEndpoint, teiSpelling } from '@openrerank/shapes';
import { readProblem } from './failure.ts';
import type { HuggingfaceOptions } from './options.ts';
import { rerankUrl } from './url.ts';

/** Texts that a server takes in one request unless it was started with another `--max-client-batch-size`. */
const maxDocuments = 32;

/** Probabilities, by a sigmoid that the server puts on the model's output. */
export const rerank = endpoint('unit', {});

/** The model's output as it is. */
export const rawScores = endpoint('logit', { raw_scores: true });

/** `POST {base}/rerank` (huggingface.github.io/text-embeddings-inference). The server has one model, and ranks all texts. */
function endpoint(scoreScale: ScoreScale, always: object): HttpEndpoint<HuggingfaceOptions> {
  const tei = listEndpoint<HuggingfaceOptions>({
    capabilities: { maxDocuments, modalities: ['text'], scoring: 'pointwise', scoreScale },
    spelling: { ...teiSpelling, always: { ...teiSpelling.always, ...always } },
    url: ({ baseUrl }) => rerankUrl(baseUrl),
  });
  return {
    ...tei,
    parseResponse(answer, input) {
      // Gateways in front of the server are known to answer an error with 200.
      const problem = readProblem(answer);
      if (problem !== undefined) {
        const { code = 'invalid_response', message = 'the server says nothing more.' } = problem;
        throw new RerankError(code, `The upstream answered 200 with an error: ${message}`);
      }
      return tei.parseResponse(answer, input);
    },
  };
}
