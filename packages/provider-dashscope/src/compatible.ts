import { cohereSpelling, listEndpoint, readTokenUsage } from '@openrerank/shapes';
import { textCapabilities } from './models.ts';
import { type DashScopeOptions, instructOf } from './options.ts';
import { compatibleUrl } from './url.ts';

/** `POST {base}/compatible-api/v1/reranks`: Cohere's shape (help.aliyun.com/en/model-studio/text-rerank-api). */
export const compatible = listEndpoint<DashScopeOptions>({
  capabilities: textCapabilities,
  spelling: cohereSpelling,
  url: ({ baseUrl }) => compatibleUrl(baseUrl),
  fields: ({ options }) => ({ ...instructOf(options) }),
  readUsage: readTokenUsage,
});
