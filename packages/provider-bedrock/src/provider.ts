import { defineRerankProvider } from '@openrerank/core';
import { authorize, createAmbient } from './credentials.ts';
import { parseFailure } from './failure.ts';
import { optionNames, optionsSchema, regionVariables } from './options.ts';
import { regionlessHost } from './region.ts';
import { parseAnswer, toRequest } from './wire.ts';

/**
 * Amazon Bedrock's rerank operation: `bedrock/cohere.rerank-v3-5:0`, or a full ARN behind the prefix.
 *
 * Requests are signed with what AWS's default credential chain finds, or with a key `accessKeyId:secretAccessKey` or
 * `accessKeyId:secretAccessKey:sessionToken` of the call or of `apiKey` here. The region is that of the option
 * `aws_region_name`, of the ARN or of the base URL's host, else that of `AWS_REGION_NAME`, `AWS_REGION` or
 * `AWS_DEFAULT_REGION`; there is none by default, since it decides in which country documents are ranked. The base URL may
 * be set in `AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME`, as for AWS's own tools. Bedrock reports no usage.
 */
export const bedrock = defineRerankProvider({
  id: 'bedrock',
  about: {
    title: 'Amazon Bedrock',
    docs: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_Rerank.html',
    models: ['cohere.rerank-v3-5:0', 'amazon.rerank-v1:0'],
  },
  baseUrl: `https://${regionlessHost}`,
  // A default and not `aws_region_name`: a region that is set for all that runs here contradicts no ARN and no base URL.
  env: { baseUrl: 'AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME', options: { aws_default_region: regionVariables } },
  optionsSchema,
  optionNames,
  operatorOptions: ['aws_region_name', 'aws_default_region'],
  endpoints: {
    rerank: {
      capabilities: {
        maxDocuments: 1000,
        modalities: ['text'],
        scoring: 'pointwise',
        scoreScale: { kind: 'unit' },
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
