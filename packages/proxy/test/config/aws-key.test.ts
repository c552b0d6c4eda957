import { expect, it } from 'vitest';
import { problemsOf } from './load-yaml.ts';
import { packageFiles, providerSource } from './providers/packages.ts';

it('a variable that is not set is one problem, and no part of a key', async () => {
  const source = providerSource('aws').replace("['depth']", "['aws_region_name']");
  const files = packageFiles('openrerank-provider-aws', source);
  const key = 'aws_access_key_id: "os.environ/NOT SET", aws_secret_access_key: os.environ/MISSING';
  const text = `model_list: [{ model_name: m, litellm_params: { model: aws/rerank, ${key} } }]`;
  expect(await problemsOf(text, { files })).toEqual([
    expect.stringContaining('the environment variable NOT SET is not set'),
    expect.stringContaining('the environment variable MISSING is not set'),
  ]);
});
