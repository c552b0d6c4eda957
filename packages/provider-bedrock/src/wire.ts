import type { BuildInput, HttpRequest, ParsedRanking, RankedIndex } from '@openrerank/core';
import { malformedAnswer, readField } from '@openrerank/shapes';
import { readModel } from './model.ts';
import type { BedrockOptions } from './options.ts';
import { resolveRegion } from './region.ts';
import { rerankUrl } from './url.ts';

/**
 * docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_Rerank.html. The configuration stands first, so that
 * the signer finds the region in it where the host names none.
 */
export function toRequest(input: BuildInput<BedrockOptions>, nextToken?: string): HttpRequest {
  const { baseUrl, query, passages, topN, options } = input;
  const { additionalModelRequestFields } = options;
  const model = readModel(input.model);
  const region = resolveRegion(new URL(baseUrl).hostname, model.region, options);
  const modelConfiguration = {
    modelArn: model.toArn(region),
    ...(additionalModelRequestFields !== undefined && { additionalModelRequestFields }),
  };
  return {
    url: rerankUrl(baseUrl, region),
    body: {
      rerankingConfiguration: {
        type: 'BEDROCK_RERANKING_MODEL',
        // More results than sources are answered with a ValidationException.
        bedrockRerankingConfiguration: { modelConfiguration, numberOfResults: topN ?? passages.length },
      },
      queries: [{ type: 'TEXT', textQuery: { text: query } }],
      sources: passages.map(({ text }) => ({
        type: 'INLINE',
        inlineDocumentSource: { type: 'TEXT', textDocument: { text } },
      })),
      ...(nextToken !== undefined && { nextToken }),
    },
  };
}

/** The same page's response. It may come in pages, and reports no usage. */
export function parseAnswer(answer: unknown, input: BuildInput<BedrockOptions>): ParsedRanking {
  const results = readField(answer, 'results');
  if (!Array.isArray(results)) throw malformedAnswer('has no list "results"');
  const ranking = results.map(toRanked);
  const token = readField(answer, 'nextToken');
  const isWhole = ranking.length >= (input.topN ?? input.passages.length);
  if (isWhole || typeof token !== 'string' || token === '') return { ranking };
  return { ranking, next: toRequest(input, token) };
}

function toRanked(result: unknown, place: number): RankedIndex {
  const index = readField(result, 'index');
  const relevanceScore = readField(result, 'relevanceScore');
  if (typeof index !== 'number') throw malformedAnswer(`has no index in result ${place}`);
  if (typeof relevanceScore !== 'number') throw malformedAnswer(`has no number "relevanceScore" in result ${place}`);
  return { index, relevanceScore };
}
