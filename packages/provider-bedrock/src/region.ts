import { invalidInput, RerankError } from '@openrerank/core';
import type { BedrockOptions } from './options.ts';

export const regionPattern: RegExp = /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/;

/** AWS has no host without a region: this one stands for that of the region, whichever that is. */
export const regionlessHost = 'bedrock-agent-runtime.amazonaws.com';

export function hostOf(region: string): string {
  return `bedrock-agent-runtime.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

// FIPS, dual-stack and VPC endpoints among them. `bedrock-runtime` serves inference, which LiteLLM's users may have here.
const awsHost =
  /(?:^|\.)bedrock-(?:agent-)?runtime(?:-fips)?\.([a-z0-9-]+)\.(?:vpce\.)?(?:amazonaws\.com(?:\.cn)?|api\.aws|api\.amazonwebservices\.com\.cn)\.?$/;

/** Undefined for a host that is not AWS's: a proxy, a private name of a VPC endpoint, a test server. */
export const regionOfHost = (hostname: string): string | undefined => awsHost.exec(hostname)?.[1];

/**
 * The region that a request goes to: the one that the call names, by its option, its model's ARN or its base URL's host,
 * else the default one. Throws where two of the three contradict each other, since one of them would be ignored, and
 * where none is named: a region that nobody chose may be in another country.
 */
export function resolveRegion(hostname: string, ofArn: string | undefined, options: BedrockOptions): string {
  const { aws_region_name: option, aws_default_region } = options;
  const ofHost = regionOfHost(hostname);
  if (option !== undefined && ofArn !== undefined && option !== ofArn) {
    throw contradiction(`is ${option}, but the model's ARN is of ${ofArn}`);
  }
  if (option !== undefined && ofHost !== undefined && option !== ofHost) {
    throw contradiction(`is ${option}, but the base URL's host is of ${ofHost}`);
  }
  if (ofArn !== undefined && ofHost !== undefined && ofArn !== ofHost) {
    throw new RerankError('invalid_model', `The base URL's host is of ${ofHost}, but the model's ARN is of ${ofArn}.`);
  }
  const region = option ?? ofArn ?? ofHost ?? aws_default_region;
  if (region === undefined) throw missingRegion();
  return region;
}

const contradiction = (what: string) => atOption(`${what}. Leave one of them out.`);

/** Also for a request to sign, where neither its host nor its body names a region. */
export const missingRegion = (): RerankError =>
  atOption(
    "is missing, and it decides where documents are ranked. Set it, AWS_REGION, a model's ARN, or the base URL of a region.",
  );

const atOption = (problem: string): RerankError =>
  invalidInput('options.aws_region_name', problem, {}, 'invalid_options');
