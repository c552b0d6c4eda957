import { defineRerankProvider } from '@openrerank/core';
import { createAuthorize } from './credentials.ts';
import { parseFailure } from './failure.ts';
import { optionNames, optionsSchema } from './options.ts';
import { rerank } from './rerank.ts';

/**
 * IBM watsonx.ai: `watsonx/cross-encoder/ms-marco-minilm-l-12-v2`, with the option `project_id` or `space_id`, or with
 * `WATSONX_PROJECT_ID` or `WATSONX_SPACE_ID`.
 *
 * The key comes from the call, `apiKey` here, or `WATSONX_APIKEY`: an IBM Cloud API key, which IBM's own library exchanges
 * for a token, a token, or `username:apikey` of IBM Software Hub. The base URL comes from the call, `baseUrl` here, or
 * `WATSONX_API_BASE`; there is none by default, since it decides in which country documents are ranked. LiteLLM's other
 * names of these variables count too.
 */
export const watsonx = defineRerankProvider({
  id: 'watsonx',
  about: {
    title: 'IBM watsonx.ai',
    docs: 'https://cloud.ibm.com/apidocs/watsonx-ai#text-rerank',
    models: ['cross-encoder/ms-marco-minilm-l-12-v2', 'ibm/slate-125m-english-rtrvr-v2'],
  },
  // LiteLLM's names, but for its PROJECT_ID and SPACE_ID, which other things have too (a Space of Hugging Face the latter).
  // It takes a token first. Here that is the last: an API key's token is renewed, and this one is good for an hour.
  env: {
    apiKey: ['WATSONX_APIKEY', 'WATSONX_API_KEY', 'WX_API_KEY', 'WATSONX_ZENAPIKEY', 'WATSONX_TOKEN'],
    baseUrl: ['WATSONX_API_BASE', 'WATSONX_URL', 'WX_URL', 'WML_URL'],
    // Defaults, and not `project_id` and `space_id`: a space of the call contradicts no project of the environment.
    options: {
      default_project_id: ['WATSONX_PROJECT_ID', 'WX_PROJECT_ID'],
      default_space_id: ['WATSONX_DEPLOYMENT_SPACE_ID', 'WATSONX_SPACE_ID', 'WX_SPACE_ID'],
    },
  },
  optionsSchema,
  optionNames,
  operatorOptions: ['project_id', 'space_id', 'default_project_id', 'default_space_id'],
  endpoints: { rerank },
  authorize: createAuthorize(),
  parseFailure,
  readHeaders: (headers) => ({ requestId: headers['x-global-transaction-id'] }),
});
