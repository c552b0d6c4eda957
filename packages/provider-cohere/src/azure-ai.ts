import { defineRerankProvider, type EncodedRequest } from '@openrerank/core';
import { parseAzureFailure } from './azure-failure.ts';
import { azureRoute, isFoundryHost } from './azure-url.ts';
import { countingEndpoint } from './endpoint.ts';
import { optionNames, optionsSchema } from './options.ts';

/**
 * Cohere's rerankers on Azure: a Foundry resource (`https://<resource>.services.ai.azure.com`, v2) or a serverless
 * deployment (`https://<name>.<region>.models.ai.azure.com`, v1). The base URL is the deployment's, from the call,
 * `baseUrl` here, or `AZURE_AI_API_BASE`; the key from the call, `apiKey` here, or `AZURE_AI_API_KEY`.
 */
export const azureAi = defineRerankProvider({
  id: 'azure_ai',
  about: {
    title: 'Cohere on Azure AI',
    docs: 'https://docs.cohere.com/docs/cohere-on-microsoft-azure',
    models: ['Cohere-rerank-v4.0-pro', 'Cohere-rerank-v4.0-fast', 'cohere-rerank-v3.5'],
  },
  env: { apiKey: 'AZURE_AI_API_KEY', baseUrl: 'AZURE_AI_API_BASE' },
  optionsSchema,
  optionNames,
  endpoints: { rerank: countingEndpoint(azureRoute) },
  credentialHeaders: ['api-key', 'authorization'],
  authorize,
  parseFailure: parseAzureFailure,
});

/** Microsoft documents `api-key` for the key of a Foundry resource, and a bearer for all else, Entra tokens included. */
function authorize(request: EncodedRequest, apiKey: string): EncodedRequest {
  const { headers, url } = request;
  if (headers['authorization'] !== undefined || headers['api-key'] !== undefined) return request;
  const isToken = apiKey.startsWith('eyJ');
  const credential: Readonly<Record<string, string>> =
    isFoundryHost(url) && !isToken ? { 'api-key': apiKey } : { authorization: `Bearer ${apiKey}` };
  return { ...request, headers: { ...headers, ...credential } };
}
