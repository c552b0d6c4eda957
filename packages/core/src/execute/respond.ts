import type { ModelRoute } from '../model-string.ts';
import type { RerankMeta, RerankResponse, RerankWarning } from '../request.ts';
import { mergeRankings, mergeUsage } from './batch.ts';
import type { Answer } from './exchange.ts';
import type { PreparedCall } from './plan.ts';

/** The parts' answers as one response, each place with the caller's own document. */
export function toResponse(
  { provider, endpointName, model }: ModelRoute,
  { documents, parts, topN, capabilities, warnings }: PreparedCall,
  answers: readonly Answer[],
  counts: Pick<RerankMeta, 'attempts' | 'durationMs'>,
): RerankResponse {
  const ranked = mergeRankings(parts, answers, topN);
  return {
    results: ranked.map((place) => ({ ...place, document: documents[place.index] as string | object })),
    usage: mergeUsage(answers.map(({ usage }) => usage)),
    warnings: distinct([...warnings, ...answers.flatMap((answer) => answer.warnings ?? [])]),
    meta: {
      provider: provider.id,
      endpoint: endpointName,
      model,
      scoreScale: capabilities.scoreScale,
      upstreamRequestId: answers[0]?.requestId,
      requests: parts.length,
      ...counts,
    },
  };
}

/** What every part of a split call warns of is said once. */
function distinct(warnings: readonly RerankWarning[]): readonly RerankWarning[] {
  return [...new Map(warnings.map((warning) => [`${warning.code} ${warning.message}`, warning])).values()];
}
