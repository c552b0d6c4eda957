import { type Capabilities, defineRerankProvider, type RerankUsage } from '@openrerank/core';
import { cohereSpelling, listEndpoint, readCount, readField, routeUrl } from '@openrerank/shapes';
import { parseFailure } from './failure.ts';
import { optionNames, optionsSchema, type ZeroEntropyOptions } from './options.ts';

const modelNames = ['zerank-2', 'zerank-1', 'zerank-1-small'] as const;

const names: readonly string[] = modelNames;

/** The length is that of the models' own cards, such as huggingface.co/zeroentropy/zerank-1-small. */
const capabilities = (model: string): Capabilities => ({
  modalities: ['text'],
  scoring: 'pointwise',
  scoreScale: { kind: 'unit' },
  maxTokens: names.includes(model) ? 32_768 : undefined,
  cutsTopN: true,
});

/** docs.zeroentropy.dev/api-reference/models/rerank, where a request is limited by its bytes, not by its documents. */
const rerank = listEndpoint<ZeroEntropyOptions>({
  capabilities,
  spelling: { ...cohereSpelling, always: undefined },
  url: ({ baseUrl }) => routeUrl(baseUrl, 'v1/models/rerank'),
  fields: ({ options }) => ({ ...options }),
  readUsage,
});

/** Not in a `usage` of its own. Tokens are billed, bytes are what the rate limits count. */
function readUsage(answer: unknown): RerankUsage | undefined {
  const totalTokens = readCount(readField(answer, 'total_tokens'));
  const bytes = readCount(readField(answer, 'total_bytes'));
  if (totalTokens === undefined && bytes === undefined) return undefined;
  return {
    ...(totalTokens !== undefined && { totalTokens }),
    ...(bytes !== undefined && { units: [{ quantity: bytes, unit: 'bytes' }] }),
  };
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
    models: modelNames,
  },
  baseUrl: 'https://api.zeroentropy.dev/v1',
  env: { apiKey: 'ZEROENTROPY_API_KEY', baseUrl: 'ZEROENTROPY_BASE_URL' },
  optionsSchema,
  optionNames,
  endpoints: { rerank },
  parseFailure,
});
