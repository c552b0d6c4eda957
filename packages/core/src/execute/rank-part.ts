import { addDetails, RerankError } from '../errors.ts';
import type { ModelRoute } from '../model-string.ts';
import type { HttpEndpoint, LocalEndpoint, RankInput } from '../provider.ts';
import { checkRanking } from './batch.ts';
import { encodeRequest } from './encode.ts';
import { type Answer, type ExchangeContext, exchange, toInvalidResponse } from './exchange.ts';
import type { PreparedPart } from './plan.ts';
import { type Scope, signalOf } from './scope.ts';

type HttpPart = Exclude<PreparedPart, { readonly request?: undefined }>;

export type RankerContext = Pick<ExchangeContext, 'transport' | 'clock' | 'maxResponseBytes' | 'sign' | 'headers'>;

/** One attempt at ranking a part, over HTTP or in process, with its answer checked. */
export function createRanker(route: ModelRoute, part: PreparedPart, context: RankerContext) {
  const attempt =
    part.request === undefined
      ? inProcess(route.endpoint as LocalEndpoint, part.input)
      : overHttp(route, part, context);
  const count = part.passages.length;
  const fewest = (route.capabilities.cutsTopN && part.input.topN) || count;

  return (scope: Scope): Promise<Answer> => attempt(scope).then((answer) => checked(answer, count, fewest));
}

function checked(answer: Answer, count: number, fewest: number): Answer {
  try {
    checkRanking(answer.ranking, count, fewest);
    return answer;
  } catch (error) {
    throw addDetails(toInvalidResponse(error), { upstreamRequestId: answer.requestId });
  }
}

function overHttp(
  { provider, endpoint }: ModelRoute,
  { input, request, spliced }: HttpPart,
  { transport, clock, maxResponseBytes, sign, headers }: RankerContext,
) {
  // What signs may have to read the whole body.
  const { authorize, authorizeAmbient } = provider.definition;
  const isLean = transport.lean !== undefined && authorize === undefined && authorizeAmbient === undefined;
  const exchangeContext: ExchangeContext = {
    provider,
    endpoint: endpoint as HttpEndpoint,
    input,
    // Once for all attempts.
    request: encodeRequest(request, headers, spliced, isLean),
    headers,
    sign,
    transport,
    maxResponseBytes,
    clock,
  };
  return (scope: Scope) => exchange(exchangeContext, scope);
}

function inProcess(endpoint: LocalEndpoint, input: RankInput) {
  return async (scope: Scope): Promise<Answer> => {
    try {
      return await endpoint.rank(input, { signal: signalOf(scope) });
    } catch (error) {
      if (error instanceof RerankError) throw error;
      throw new RerankError('unavailable', 'The in-process ranker failed.', { retryable: false, cause: error });
    }
  };
}
