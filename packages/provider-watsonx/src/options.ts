import type { StandardSchema } from '@openrerank/core';
import { type OptionIssue, unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to watsonx.ai. */
export interface WatsonxOptions {
  /** The project that the call belongs to. Either this or `space_id` is needed, unless there is a default. */
  readonly project_id?: string | undefined;
  /** The deployment space that the call belongs to. */
  readonly space_id?: string | undefined;
  /**
   * The project of calls that name neither project nor space; stands before `default_space_id`. Default: the one in
   * `WATSONX_PROJECT_ID` or `WX_PROJECT_ID`.
   */
  readonly default_project_id?: string | undefined;
  /**
   * The space of calls that name neither project nor space. Default: the one in `WATSONX_DEPLOYMENT_SPACE_ID`,
   * `WATSONX_SPACE_ID` or `WX_SPACE_ID`.
   */
  readonly default_space_id?: string | undefined;
  /** Cuts a query and document that are together longer, in tokens, at the document's end. Without it they fail the call. */
  readonly truncate_input_tokens?: number | undefined;
  /** The date of the API, `YYYY-MM-DD`. Default: the one that this package was written for. */
  readonly api_version?: string | undefined;
}

const id = z.string().min(1, { error: 'must not be empty' });

const shape = {
  project_id: id.optional(),
  space_id: id.optional(),
  default_project_id: id.optional(),
  default_space_id: id.optional(),
  truncate_input_tokens: z.int().positive().optional(),
  api_version: z.iso.date({ error: 'must be a date, as in "2023-10-25"' }).optional(),
};

export const optionNames: readonly string[] = Object.keys(shape);

export const optionsSchema: StandardSchema<WatsonxOptions> = z
  .strictObject(shape, { error: describeUnknown })
  .refine(({ project_id, space_id }) => project_id === undefined || space_id === undefined, {
    path: ['space_id'],
    error: 'must not be set beside project_id: a call belongs to one of them',
  });

const secrets: readonly string[] = ['apikey', 'token', 'zen_api_key', 'watsonx_credentials', 'wx_credentials'];

const otherwise = unknownOptionError('watsonx.ai', optionNames);

/** LiteLLM's names for credentials are no options here: options are logged, cached and sent by clients. */
function describeUnknown(issue: OptionIssue): string | undefined {
  const names = issue.keys ?? [];
  return names.some((name) => secrets.includes(name))
    ? `${names.join(', ')}: options hold no secrets. Set WATSONX_APIKEY, or pass an API key, a token or "username:apikey" as apiKey`
    : otherwise(issue);
}
