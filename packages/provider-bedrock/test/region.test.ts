import { createRegistry } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { bedrock } from '../src/index.ts';
import { readModel } from '../src/model.ts';
import { regionOfHost } from '../src/region.ts';
import { rerankUrl } from '../src/url.ts';

async function planned(
  model: string,
  options: object = {},
  baseUrl?: string,
  env: Readonly<Record<string, string>> = {},
) {
  const registry = createRegistry({ providers: [bedrock({ baseUrl })], env });
  const { parts } = await registry.resolve(`bedrock/${model}`).plan({ query: 'q', documents: ['a'], options });
  const { url, body } = parts[0]!.request!;
  const { rerankingConfiguration } = body as {
    rerankingConfiguration: { bedrockRerankingConfiguration: { modelConfiguration: { modelArn: string } } };
  };
  return [url, rerankingConfiguration.bedrockRerankingConfiguration.modelConfiguration.modelArn];
}

describe('a request goes to', () => {
  test.each<[string, string, object, string | undefined, string]>([
    ['the option’s region', 'amazon.rerank-v1:0', { aws_region_name: 'ca-central-1' }, undefined, 'ca-central-1'],
    [
      'the region of the base URL’s host',
      'amazon.rerank-v1:0',
      {},
      'https://bedrock-agent-runtime.eu-central-1.amazonaws.com/',
      'eu-central-1',
    ],
    [
      'the region of a base URL of Bedrock’s inference API, at the host that has the route',
      'amazon.rerank-v1:0',
      {},
      'https://bedrock-runtime.eu-central-1.amazonaws.com',
      'eu-central-1',
    ],
    [
      'the region that base URL and option agree on',
      'amazon.rerank-v1:0',
      { aws_region_name: 'eu-central-1' },
      'https://bedrock-agent-runtime.eu-central-1.amazonaws.com',
      'eu-central-1',
    ],
  ])('%s', async (_, model, options, baseUrl, region) => {
    expect(await planned(model, options, baseUrl)).toEqual([
      `https://bedrock-agent-runtime.${region}.amazonaws.com/rerank`,
      `arn:aws:bedrock:${region}::foundation-model/amazon.rerank-v1:0`,
    ]);
  });

  test('the region of an ARN, which is sent as it is', async () => {
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc';
    expect(await planned(arn)).toEqual(['https://bedrock-agent-runtime.us-east-1.amazonaws.com/rerank', arn]);
  });

  test('the whole URL of the route as it is', async () => {
    const [url] = await planned('m.x-v1:0', { aws_region_name: 'us-west-2' }, 'https://gw.example/aws/rerank/');
    expect(url).toBe('https://gw.example/aws/rerank');
  });

  test('any other host as it is, with the region in the ARN only', async () => {
    const [url, arn] = await planned('m.x-v1:0', { aws_region_name: 'us-gov-west-1' }, 'https://vpce.internal/aws?k=1');
    expect(url).toBe('https://vpce.internal/aws/rerank?k=1');
    expect(arn).toBe('arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/m.x-v1:0');
  });
});

test('the region is the operator’s to say, not a client’s of a proxy', () => {
  expect(bedrock.definition.operatorOptions).toEqual(['aws_region_name', 'aws_default_region']);
});

describe('a region of the environment', () => {
  const env = { AWS_REGION: 'eu-central-1' };
  const model = 'amazon.rerank-v1:0';
  const arn = 'arn:aws:bedrock:us-west-2::foundation-model/amazon.rerank-v1:0';
  const east = 'https://bedrock-agent-runtime.us-east-1.amazonaws.com';
  const host = (region: string) => `https://bedrock-agent-runtime.${region}.amazonaws.com/rerank`;

  test.each([
    [{ AWS_REGION_NAME: 'eu-west-1', AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-west-3' }, 'eu-west-1'],
    [{ AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-west-3' }, 'eu-west-2'],
    [{ AWS_DEFAULT_REGION: 'eu-west-3' }, 'eu-west-3'],
  ])('is asked where the call names none: %j', async (variables, region) => {
    expect((await planned(model, {}, undefined, variables))[0]).toBe(host(region));
  });

  test('gives way to an option, an ARN and a base URL, and contradicts none of them', async () => {
    expect((await planned(model, { aws_region_name: 'ca-central-1' }, undefined, env))[0]).toBe(host('ca-central-1'));
    expect(await planned(arn, {}, undefined, env)).toEqual([host('us-west-2'), arn]);
    expect((await planned(model, {}, east, env))[0]).toBe(host('us-east-1'));
  });

  test('that is none is refused with the variables that it may be in', async () => {
    await expect(planned(model, {}, undefined, { AWS_REGION: 'Frankfurt' })).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(/must be an AWS region.*AWS_REGION_NAME, AWS_REGION, AWS_DEFAULT_REGION/),
    });
  });
});

test.each([undefined, 'https://vpce.internal'])(
  'without any region nothing is sent anywhere, and the error says where to name one: %s',
  async (baseUrl) => {
    await expect(planned('amazon.rerank-v1:0', {}, baseUrl)).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(/^options\.aws_region_name: is missing.*AWS_REGION.*ARN.*base URL/),
      details: { issues: [{ path: 'options.aws_region_name' }] },
    });
  },
);

describe('two regions that contradict each other are refused', () => {
  test('in the option and the ARN', async () => {
    const arn = 'arn:aws:bedrock:us-east-1::foundation-model/m.x-v1:0';
    await expect(planned(arn, { aws_region_name: 'us-west-2' })).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(/^options\.aws_region_name: is us-west-2, but .* us-east-1/),
      details: { issues: [{ path: 'options.aws_region_name' }] },
    });
  });

  test('in the option or the ARN, and the base URL', async () => {
    const baseUrl = 'https://bedrock-agent-runtime.eu-central-1.amazonaws.com';
    await expect(planned('m.x-v1:0', { aws_region_name: 'us-west-2' }, baseUrl)).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining('host is of eu-central-1'),
    });
    await expect(planned('arn:aws:bedrock:us-east-1::foundation-model/m', {}, baseUrl)).rejects.toMatchObject({
      code: 'invalid_model',
      message: expect.stringContaining('us-east-1'),
    });
  });
});

describe('the region of a host', () => {
  test.each([
    ['bedrock-agent-runtime.us-west-2.amazonaws.com', 'us-west-2'],
    ['bedrock-agent-runtime-fips.us-east-1.amazonaws.com', 'us-east-1'],
    ['bedrock-agent-runtime.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['bedrock-agent-runtime.us-west-2.api.aws', 'us-west-2'],
    ['vpce-0a1b-2c3d.bedrock-agent-runtime.eu-west-1.vpce.amazonaws.com', 'eu-west-1'],
    ['bedrock-agent-runtime.us-west-2.amazonaws.com.evil.example', undefined],
    ['localhost', undefined],
  ])('of %s is %s', (hostname, region) => {
    expect(regionOfHost(hostname)).toBe(region);
  });

  test('in China ends otherwise', () => {
    expect(rerankUrl('https://bedrock-agent-runtime.amazonaws.com', 'cn-north-1')).toBe(
      'https://bedrock-agent-runtime.cn-north-1.amazonaws.com.cn/rerank',
    );
    expect(readModel('m.x').toArn('cn-north-1')).toBe('arn:aws-cn:bedrock:cn-north-1::foundation-model/m.x');
  });
});

test.each([
  '../invoke',
  'a/b',
  'arn:aws:bedrock:evil.example:/x',
  'arn:aws:bedrock:nowhere::foundation-model/x',
  'arn:aws:s3:us-west-2::bucket/x',
  'a b',
])('the model %s is none', async (model) => {
  await expect(planned(model)).rejects.toMatchObject({ code: 'invalid_model' });
});
