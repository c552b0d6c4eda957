import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readModelFolder } from '../src/node/onnx/folder.ts';
import { makeModel, temporaryFolder, wordTokenizer, writeModel } from './tiny-model.ts';

it('reads what is there', async () => {
  const files = { 'config.json': { pad_token_id: 1 }, 'tokenizer_config.json': { model_max_length: 8 } };
  const folder = writeModel(temporaryFolder(), files);
  expect(await readModelFolder(folder)).toEqual({
    model: join(folder, 'model.onnx'),
    tokenizer: wordTokenizer,
    tokenizerConfig: { model_max_length: 8 },
    config: { pad_token_id: 1 },
  });
});

it('does with the two files that a model needs, laid out as on Hugging Face', async () => {
  const folder = writeModel(temporaryFolder(), { 'model.onnx': undefined, 'onnx/model.onnx': makeModel() });
  expect(await readModelFolder(folder)).toMatchObject({
    model: join(folder, 'onnx', 'model.onnx'),
    tokenizerConfig: {},
    config: {},
  });
});

it('says what is missing', async () => {
  const folder = temporaryFolder();
  const failure = (path: string) => readModelFolder(path).catch(({ code, message }) => ({ code, message }));
  const missing = join(folder, 'none');
  expect(await failure(missing)).toEqual({ code: 'not_found', message: `There is no folder ${missing}.` });
  expect(await failure(folder)).toEqual({ code: 'not_found', message: `There is no model.onnx in ${folder}.` });
  writeModel(folder, { 'tokenizer.json': undefined });
  expect(await failure(folder)).toEqual({ code: 'not_found', message: `There is no tokenizer.json in ${folder}.` });
  const file = join(folder, 'model.onnx');
  expect(await failure(file)).toEqual({ code: 'not_found', message: `${file} is a file: name its folder.` });
});

it('names a file that is no JSON', async () => {
  const folder = writeModel(temporaryFolder());
  writeFileSync(join(folder, 'config.json'), '{');
  await expect(readModelFolder(folder)).rejects.toMatchObject({
    code: 'unavailable',
    retryable: false,
    message: expect.stringContaining(`${join(folder, 'config.json')} cannot be read: `),
  });
});
