import { createRegistry } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { nvidiaNim } from '../src/index.ts';
import { optionNames } from '../src/options.ts';
import { recordingTransport } from './recording-transport.ts';

const { transport, requests } = recordingTransport();
const model = createRegistry({ providers: [nvidiaNim({ apiKey: 'k' })], transport, env: {} }).resolve('nvidia_nim/m');
const plan = (options: unknown) => model.plan({ query: 'q', documents: ['a'], options });

describe('options', () => {
  test.each(['NONE', 'END'])('send truncate %s', async (truncate) => {
    expect((await plan({ truncate })).parts[0]?.request?.body).toMatchObject({ truncate });
  });

  test.each([undefined, {}, { truncate: undefined }])('send no truncate for %j', async (options) => {
    expect((await plan(options)).parts[0]?.request?.body).not.toHaveProperty('truncate');
  });

  test.each(['START', 'end', '', null, 1, true])('refuse truncate %j before sending', async (truncate) => {
    const call = model.rerank({ query: 'q', documents: ['a'], options: { truncate } });
    await expect(call).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining('options.truncate: must be "NONE" or "END"'),
      details: { issues: [{ path: 'options.truncate' }] },
    });
    expect(requests).toHaveLength(0);
  });

  test.each(['top_k', 'top_n', 'truncation'])('refuse %s, which a NIM does not know', async (name) => {
    await expect(plan({ [name]: 3 })).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining(`${name}: a NIM takes no such option, only truncate`),
    });
  });

  test('must be an object', async () => {
    await expect(plan('END')).rejects.toMatchObject({ code: 'invalid_options' });
  });

  test('are named for those who sort options from typing errors', () => {
    expect(optionNames).toEqual(['truncate']);
  });
});
