import type { StandardSchema } from '@openrerank/core';
import { type OptionIssue, unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';
import { regionPattern } from './region.ts';

/** The options of a call to Amazon Bedrock. */
export interface BedrockOptions {
  /** Where the model is, such as `eu-central-1`. Must be that of the model's ARN and of the base URL's host, if they name one. */
  readonly aws_region_name?: string | undefined;
  /**
   * Where the model is when neither `aws_region_name`, the model's ARN nor the base URL's host says so. Default: the one in
   * `AWS_REGION_NAME`, `AWS_REGION` or `AWS_DEFAULT_REGION`.
   */
  readonly aws_default_region?: string | undefined;
  /** Fields of the model's own request, such as Cohere's `max_tokens_per_doc`. */
  readonly additionalModelRequestFields?: Readonly<Record<string, unknown>> | undefined;
}

const region = z.string().regex(regionPattern, { error: 'must be an AWS region, such as "us-west-2"' });

/** The variables that name a region: LiteLLM's, which goes first there, and AWS's. */
export const regionVariables: readonly string[] = ['AWS_REGION_NAME', 'AWS_REGION', 'AWS_DEFAULT_REGION'];

const defaultRegion = z.string().regex(regionPattern, {
  error: `must be an AWS region, such as "us-west-2"; it is in one of ${regionVariables.join(', ')} unless the call gives it`,
});

const shape = {
  aws_region_name: region.optional(),
  aws_default_region: defaultRegion.optional(),
  additionalModelRequestFields: z.record(z.string(), z.unknown()).optional(),
};

export const optionNames: readonly string[] = Object.keys(shape);

export const optionsSchema: StandardSchema<BedrockOptions> = z.strictObject(shape, { error: describeUnknown });

const keys = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'];

const otherwise = unknownOptionError('Bedrock', optionNames);

/** LiteLLM's names for credentials are no options here: options are logged, cached and sent by clients. */
function describeUnknown(issue: OptionIssue): string | undefined {
  const names = issue.keys ?? [];
  const list = names.join(', ');
  if (names.some((name) => keys.includes(name))) {
    return `${list}: options hold no secrets. Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN in the environment, or pass apiKey as "accessKeyId:secretAccessKey" or "accessKeyId:secretAccessKey:sessionToken"`;
  }
  if (names.some((name) => name.startsWith('aws_'))) {
    return `${list}: taken from AWS's own settings, not from options. Set AWS_PROFILE, or a role in ~/.aws/config or in AWS_ROLE_ARN with AWS_WEB_IDENTITY_TOKEN_FILE; another host is the base URL`;
  }
  return otherwise(issue);
}
