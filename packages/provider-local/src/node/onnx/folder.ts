import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RerankError } from '@openrerank/core';
import { messageOf } from '../library.ts';

/** A cross-encoder as it lies in a folder. The JSON files are as Hugging Face's transformers write them. */
export interface ModelFolder {
  /** The path of `model.onnx`. */
  readonly model: string;
  /** `tokenizer.json` */
  readonly tokenizer: Json;
  /** `tokenizer_config.json`; empty where there is none. */
  readonly tokenizerConfig: Json;
  /** `config.json`; empty where there is none. */
  readonly config: Json;
}

export type Json = Readonly<Record<string, unknown>>;

/** Throws `not_found` where the folder or one of the two files that it needs is missing. */
export async function readModelFolder(folder: string): Promise<ModelFolder> {
  const entry = await statOf(folder);
  if (entry === undefined) throw notFound(`There is no folder ${folder}.`);
  if (!entry.isDirectory()) throw notFound(`${folder} is a file: name its folder.`);
  const model = await findModel(folder);
  const tokenizer = await readJson(folder, 'tokenizer.json');
  if (tokenizer === undefined) throw notFound(`There is no tokenizer.json in ${folder}.`);
  const tokenizerConfig = (await readJson(folder, 'tokenizer_config.json')) ?? {};
  const config = (await readJson(folder, 'config.json')) ?? {};
  return { model, tokenizer, tokenizerConfig, config };
}

/** In the folder, or in its folder `onnx`, where repositories on Hugging Face have it. */
async function findModel(folder: string): Promise<string> {
  for (const path of [join(folder, 'model.onnx'), join(folder, 'onnx', 'model.onnx')]) {
    if (await statOf(path)) return path;
  }
  throw notFound(`There is no model.onnx in ${folder}.`);
}

const statOf = (path: string) => stat(path).catch(() => undefined);

async function readJson(folder: string, name: string): Promise<Json | undefined> {
  const path = join(folder, name);
  if ((await statOf(path)) === undefined) return undefined;
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new RerankError('unavailable', `${path} cannot be read: ${messageOf(error)}`, { retryable: false });
  }
}

const notFound = (message: string) => new RerankError('not_found', message);
