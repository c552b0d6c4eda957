import { defineRerankProvider } from '@openrerank/core';
import { compatible } from './compatible.ts';
import { parseFailure } from './failure.ts';
import { native } from './native.ts';
import { optionNames, optionsSchema } from './options.ts';

/**
 * Alibaba Cloud Model Studio (DashScope): `dashscope/<model>` is its own route, which serves every model,
 * `dashscope/compatible/<model>` the one in Cohere's shape, which serves text models.
 *
 * The key comes from the call, `apiKey` here, or `DASHSCOPE_API_KEY`; the base URL from the call, `baseUrl` here,
 * `DASHSCOPE_API_BASE_RERANK`, `DASHSCOPE_API_BASE` or DashScope's own `DASHSCOPE_HTTP_BASE_URL`, or is
 * `https://dashscope.aliyuncs.com` (Beijing). Singapore's is `https://dashscope-intl.aliyuncs.com`, and keys of one do not
 * work in the other. A base URL that ends in `/reranks` has Cohere's shape under either name. That each document is scored by itself is taken for granted; see the README.
 */
export const dashscope = defineRerankProvider({
  id: 'dashscope',
  about: {
    title: 'Alibaba Cloud DashScope',
    docs: 'https://help.aliyun.com/en/model-studio/text-rerank-api',
    models: ['qwen3-rerank', 'qwen3.7-text-rerank', 'qwen3-vl-rerank', 'gte-rerank-v2'],
  },
  baseUrl: 'https://dashscope.aliyuncs.com',
  env: {
    apiKey: 'DASHSCOPE_API_KEY',
    baseUrl: ['DASHSCOPE_API_BASE_RERANK', 'DASHSCOPE_API_BASE', 'DASHSCOPE_HTTP_BASE_URL'],
  },
  optionsSchema,
  optionNames,
  endpoints: { rerank: native, compatible },
  parseFailure,
  readHeaders: (headers) => ({ requestId: headers['x-request-id'] }),
});
