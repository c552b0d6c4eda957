import type { StandardSchema } from '@openrerank/core';
import { type OptionIssue, unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';

/** The options of a call to Google's ranking API. */
export interface VertexAiOptions {
  /**
   * Id or number of the Google Cloud project that ranks, and is billed. Default: the one in `VERTEXAI_PROJECT` or
   * `GOOGLE_CLOUD_PROJECT`. Needed unless the base URL is a full one, whose own project stands before it.
   */
  readonly vertex_project?: string | undefined;
  /**
   * `us` and `eu`, which have hosts of their own, or `global`. Anything else, such as a region, is taken for `global`: there
   * is no ranking in a region. Default: the one in `VERTEXAI_LOCATION`, else `global`.
   */
  readonly vertex_location?: string | undefined;
}

const project = z.string().regex(/^[a-z0-9][a-z0-9.:-]*$/, {
  error: 'must be the id or the number of a Google Cloud project',
});
const location = z.string().regex(/^[a-z]+(-[a-z]+\d+)?$/, { error: 'must be a location, such as "global" or "eu"' });

export const optionNames: readonly string[] = ['vertex_project', 'vertex_location'];

export const optionsSchema: StandardSchema<VertexAiOptions> = z.strictObject(
  { vertex_project: project.optional(), vertex_location: location.optional() },
  { error: describeUnknown },
);

const otherwise = unknownOptionError('the ranking API', optionNames);

/** LiteLLM's `vertex_credentials` is no option here: options are logged, cached and sent by clients. */
function describeUnknown(issue: OptionIssue): string | undefined {
  const names = issue.keys ?? [];
  return names.some((name) => name.includes('credentials'))
    ? `${names.join(', ')}: options hold no secrets. Set GOOGLE_APPLICATION_CREDENTIALS to the path of the file, or pass an OAuth access token as apiKey`
    : otherwise(issue);
}
