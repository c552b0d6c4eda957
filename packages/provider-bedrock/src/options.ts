import type { StandardSchema } from '@openrerank/core';
import { type OptionIssue, unknownOptionError } from '@openrerank/shapes';
import * as z from 'zod';
import { regionPattern } from './region.ts';

/** The options of a call to Amazon Bedrock. */
export interface BedrockOptions {
  /** Where the model is, such as `eu-central-1`. Default: that of the model's ARN, of the base URL's host, or us-west-2. */
  readonly aws_region_name?: string | undefined;
  /** Fields of the model's own request, such as Cohere's `max_tokens_per_doc`. */
  readonly additionalModelRequestFields?: Readonly<Record<string, unknown>> | undefined;
}

const region = z.string().regex(regionPattern, { error: 'must be an AWS region, such as "us-west-2"' });

export const optionNames: readonly string[] = ['aws_region_name', 'additionalModelRequestFields'];

export const optionsSchema: StandardSchema<BedrockOptions> = z.strictObject(
  { aws_region_name: region.optional(), additionalModelRequestFields: z.record(z.string(), z.unknown()).optional() },
  { error: describeUnknown },
);

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
