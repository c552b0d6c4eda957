import { defineRerankProvider } from '@openrerank/core';
import { authorize, createAmbient } from './credentials.ts';
import { parseFailure } from './failure.ts';
import { optionNames, optionsSchema } from './options.ts';
import { defaultHost } from './region.ts';
import { parseAnswer, toRequest } from './wire.ts';

/**
 * Amazon Bedrock's rerank operation: `bedrock/cohere.rerank-v3-5:0`, or a full ARN behind the prefix.
 *
 * Requests are signed with what AWS's default credential chain finds, or with a key `accessKeyId:secretAccessKey` or
 * `accessKeyId:secretAccessKey:sessionToken` of the call or of `apiKey` here. The region is that of the option
 * `aws_region_name`, of the ARN, or of the base URL's host, which is us-west-2's by default; the base URL may be set in
 * `AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME`, as for AWS's own tools. Bedrock reports no usage.
 */
export const bedrock = defineRerankProvider({
  id: 'bedrock',
  about: {
    title: 'Amazon Bedrock',
    docs: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_Rerank.html',
    models: ['cohere.rerank-v3-5:0', 'amazon.rerank-v1:0'],
  },
  baseUrl: `https://${defaultHost}`,
  env: { baseUrl: 'AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME' },
  optionsSchema,
  optionNames,
  endpoints: {
    rerank: {
      capabilities: {
        maxDocuments: 1000,
        modalities: ['text'],
        scoring: 'pointwise',
        scoreScale: 'unit',
        cutsTopN: true,
      },
      buildRequest: (input) => toRequest(input),
      parseResponse: parseAnswer,
    },
  },
  // Where no ambient credential may go: to a base URL that the call itself chose.
  needsKey: () => true,
  authorize,
  authorizeAmbient: createAmbient(),
  parseFailure,
  readHeaders: (headers) => ({ requestId: headers['x-amzn-requestid'] }),
});
