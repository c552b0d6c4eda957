import { addDetails, RerankError } from '../errors.ts';
import type { ModelRoute } from '../model-string.ts';
import type { HttpEndpoint, LocalEndpoint, RankInput } from '../provider.ts';
import { checkRanking } from './batch.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { Sign } from './credentials.ts';
import { encodeRequest } from './encode.ts';
import { type Answer, type ExchangeContext, exchange, toInvalidResponse } from './exchange.ts';
import type { Headers } from './headers.ts';
import type { PreparedPart } from './plan.ts';

type HttpPart = Exclude<PreparedPart, { readonly request?: undefined }>;

export interface RankerContext extends Pick<ExchangeContext, 'transport' | 'clock' | 'maxResponseBytes'> {
  readonly sign: Sign;
  readonly headers: readonly Headers[];
}

/** One attempt at ranking a part, over HTTP or in process, with its answer checked. */
export function createRanker(route: ModelRoute, part: PreparedPart, context: RankerContext) {
  const attempt =
    part.request === undefined
      ? inProcess(route.endpoint as LocalEndpoint, part.input)
      : overHttp(route, part, context);
  const { cutsTopN } = capabilitiesOf(route.endpoint, route.model);
  const count = part.passages.length;
  const fewest = (cutsTopN && part.input.topN) || count;

  return async (signal: AbortSignal): Promise<Answer> => {
    const answer = await attempt(signal);
    try {
      checkRanking(answer.ranking, count, fewest);
      return answer;
    } catch (error) {
      throw addDetails(toInvalidResponse(error), { upstreamRequestId: answer.requestId });
    }
  };
}

function overHttp({ provider, endpoint }: ModelRoute, part: HttpPart, context: RankerContext) {
  const exchangeContext: ExchangeContext = {
    ...context,
    provider,
    endpoint: endpoint as HttpEndpoint,
    input: part.input,
    // Once for all attempts.
    request: encodeRequest(part.request, context.headers, part.spliced),
  };
  return (signal: AbortSignal) => exchange(exchangeContext, signal);
}

function inProcess(endpoint: LocalEndpoint, input: RankInput) {
  return async (signal: AbortSignal): Promise<Answer> => {
    try {
      return await endpoint.rank(input, { signal });
    } catch (error) {
      if (error instanceof RerankError) throw error;
      throw new RerankError('unavailable', 'The in-process ranker failed.', { retryable: false, cause: error });
    }
  };
}
