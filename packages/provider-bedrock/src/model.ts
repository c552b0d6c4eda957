import { RerankError } from '@openrerank/core';
import { regionPattern } from './region.ts';

/** What a model string names: a foundation model by its id, or anything of Bedrock's by its ARN. */
export interface Model {
  /** Of an ARN. */
  readonly region: string | undefined;
  toArn(region: string): string;
}

const arnPattern = /^arn:aws[a-z-]*:bedrock:([a-z0-9-]+):(?:\d{12})?:[\w./:-]+$/;
const idPattern = /^[\w.:-]+$/;

/** Throws `invalid_model` for what is neither. */
export function readModel(model: string): Model {
  const region = arnPattern.exec(model)?.[1];
  if (region !== undefined && regionPattern.test(region)) return { region, toArn: () => model };
  if (!model.startsWith('arn:') && idPattern.test(model)) {
    return {
      region: undefined,
      toArn: (where) => `arn:${partitionOf(where)}:bedrock:${where}::foundation-model/${model}`,
    };
  }
  throw new RerankError(
    'invalid_model',
    'The model must be an id of Bedrock, such as "cohere.rerank-v3-5:0", or a full ARN, such as "arn:aws:bedrock:us-west-2::foundation-model/amazon.rerank-v1:0".',
  );
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
