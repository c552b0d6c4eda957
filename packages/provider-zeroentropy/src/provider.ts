import { defineRerankProvider, type RerankUsage } from '@openrerank/core';
import { cohereSpelling, listEndpoint, readCount, readField, routeUrl } from '@openrerank/shapes';
import { parseFailure } from './failure.ts';
import { optionNames, optionsSchema, type ZeroEntropyOptions } from './options.ts';

/** docs.zeroentropy.dev/api-reference/models/rerank, where a request is limited by its bytes, not by its documents. */
const rerank = listEndpoint<ZeroEntropyOptions>({
  capabilities: { modalities: ['text'], scoring: 'pointwise', scoreScale: 'unit', cutsTopN: true },
  spelling: { ...cohereSpelling, always: undefined },
  url: ({ baseUrl }) => routeUrl(baseUrl, 'v1/models/rerank'),
  fields: ({ options }) => ({ ...options }),
  readUsage,
});

/** Not in a `usage` of its own. */
function readUsage(answer: unknown): RerankUsage | undefined {
  const totalTokens = readCount(readField(answer, 'total_tokens'));
  return totalTokens === undefined ? undefined : { totalTokens };
}

/**
 * ZeroEntropy's rerank API: `zeroentropy/<model>`.
 *
 * The key comes from the call, `apiKey` here, or `ZEROENTROPY_API_KEY`; the base URL from the call, `baseUrl` here,
 * `ZEROENTROPY_BASE_URL`, or is `https://api.zeroentropy.dev/v1`: the names of ZeroEntropy's own clients. Scores are
 * between 0 and 1 and depend on the query and the one document alone.
 */
export const zeroentropy = defineRerankProvider({
  id: 'zeroentropy',
  about: {
    title: 'ZeroEntropy',
    docs: 'https://docs.zeroentropy.dev/api-reference/models/rerank',
    models: ['zerank-2', 'zerank-1', 'zerank-1-small'],
  },
  baseUrl: 'https://api.zeroentropy.dev/v1',
  env: { apiKey: 'ZEROENTROPY_API_KEY', baseUrl: 'ZEROENTROPY_BASE_URL' },
  optionsSchema,
  optionNames,
  endpoints: { rerank },
  parseFailure,
});
