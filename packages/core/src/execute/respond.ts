import type { ModelRoute } from '../model-string.ts';
import type { RerankMeta, RerankResponse, RerankWarning } from '../request.ts';
import { mergeRankings, mergeUsage } from './batch.ts';
import type { Answer } from './exchange.ts';
import type { PreparedCall } from './plan.ts';

/** The parts' answers as one response, each place with the caller's own document. */
export function toResponse(
  { provider, endpointName, model, capabilities }: ModelRoute,
  { documents, parts, topN, warnings }: PreparedCall,
  answers: readonly Answer[],
  counts: Pick<RerankMeta, 'attempts' | 'durationMs'>,
): RerankResponse {
  const ranked = mergeRankings(parts, answers, topN);
  return {
    results: ranked.map(({ index, relevanceScore }) => ({
      index,
      relevanceScore,
      document: documents[index] as string | object,
    })),
    usage: mergeUsage(answers.map(({ usage }) => usage)),
    warnings: distinct(warnings.concat(...answers.map((answer) => answer.warnings ?? []))),
    meta: {
      provider: provider.id,
      endpoint: endpointName,
      model,
      scoreScale: capabilities.scoreScale,
      upstreamRequestId: answers[0]?.requestId,
      requests: parts.length,
      attempts: counts.attempts,
      durationMs: counts.durationMs,
    },
  };
}

/** What every part of a split call warns of is said once. */
function distinct(warnings: readonly RerankWarning[]): readonly RerankWarning[] {
  if (warnings.length < 2) return warnings;
  return [...new Map(warnings.map((warning) => [`${warning.code} ${warning.message}`, warning])).values()];
}
