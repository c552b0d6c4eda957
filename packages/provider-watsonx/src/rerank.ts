import { type BuildInput, invalidInput, type RerankUsage } from '@openrerank/core';
import { listEndpoint, readCount, readField } from '@openrerank/shapes';
import { capabilitiesOf } from './models.ts';
import type { WatsonxOptions } from './options.ts';
import { rerankUrl } from './url.ts';

/** cloud.ibm.com/apidocs/watsonx-ai#text-rerank. What is ranked is never asked back. */
export const rerank = listEndpoint<WatsonxOptions>({
  capabilities: capabilitiesOf,
  spelling: { model: 'model_id', documents: 'inputs', results: 'results', score: 'score' },
  url: ({ baseUrl, options }) => rerankUrl(baseUrl, options.api_version),
  fields: (input) => ({ ...ownerOf(input.options), parameters: toParameters(input) }),
  toDocument: ({ text }) => ({ text }),
  readUsage,
});

function toParameters({ topN, options: { truncate_input_tokens } }: BuildInput<WatsonxOptions>) {
  return {
    ...(truncate_input_tokens !== undefined && { truncate_input_tokens }),
    return_options: { ...(topN !== undefined && { top_n: topN }), inputs: false },
  };
}

/** What the call names stands before what is there for all calls; of the latter a project, as with LiteLLM. */
function ownerOf({ project_id, space_id, default_project_id, default_space_id }: WatsonxOptions) {
  if (project_id !== undefined) return { project_id };
  if (space_id !== undefined) return { space_id };
  if (default_project_id !== undefined) return { project_id: default_project_id };
  if (default_space_id !== undefined) return { space_id: default_space_id };
  const problem =
    'is missing. watsonx.ai counts each call to a project or a deployment space. Set project_id or space_id, or WATSONX_PROJECT_ID or WATSONX_SPACE_ID in the environment; both ids are in the "Manage" tab in watsonx';
  throw invalidInput('options.project_id', problem, {}, 'invalid_options');
}

function readUsage(answer: unknown): RerankUsage | undefined {
  const inputTokens = readCount(readField(answer, 'input_token_count'));
  return inputTokens === undefined ? undefined : { inputTokens };
}
