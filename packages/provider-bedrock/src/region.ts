import { RerankError } from '@openrerank/core';

export const regionPattern: RegExp = /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/;

/** One that offers both vendors' models (docs.aws.amazon.com/bedrock/latest/userguide/rerank-supported.html). */
export const defaultRegion = 'us-west-2';

export const defaultHost: string = hostOf(defaultRegion);

export function hostOf(region: string): string {
  return `bedrock-agent-runtime.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

// FIPS, dual-stack and VPC endpoints among them. `bedrock-runtime` serves inference, which LiteLLM's users may have here.
const awsHost =
  /(?:^|\.)bedrock-(?:agent-)?runtime(?:-fips)?\.([a-z0-9-]+)\.(?:vpce\.)?(?:amazonaws\.com(?:\.cn)?|api\.aws|api\.amazonwebservices\.com\.cn)\.?$/;

/** Undefined for a host that is not AWS's: a proxy, a private name of a VPC endpoint, a test server. */
export const regionOfHost = (hostname: string): string | undefined => awsHost.exec(hostname)?.[1];

/**
 * The region that a request goes to: the option's or the ARN's, which stand before the base URL's only where that is the
 * default one. Throws where they contradict each other, since one of them would be ignored.
 */
export function resolveRegion(hostname: string, ofArn: string | undefined, option: string | undefined): string {
  if (option !== undefined && ofArn !== undefined && option !== ofArn) {
    throw contradiction('invalid_options', `is ${option}, but the model's ARN is of ${ofArn}`);
  }
  const named = option ?? ofArn;
  const fromHost = hostname === defaultHost ? undefined : regionOfHost(hostname);
  if (named === undefined || fromHost === undefined || named === fromHost) return named ?? fromHost ?? defaultRegion;
  throw option === undefined
    ? contradiction('invalid_model', `of the base URL is ${fromHost}, but the model's ARN is of ${named}`)
    : contradiction('invalid_options', `is ${named}, but the base URL's host is of ${fromHost}`);
}

function contradiction(code: 'invalid_options' | 'invalid_model', what: string): RerankError {
  if (code === 'invalid_model') return new RerankError(code, `The region ${what}.`);
  const path = 'options.aws_region_name';
  const message = `${path} ${what}. Leave one of them out.`;
  return new RerankError(code, message, { issues: [{ path, message }] });
}
