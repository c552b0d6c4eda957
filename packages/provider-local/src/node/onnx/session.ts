import { RerankError } from '@openrerank/core';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { messageOf } from '../library.ts';
import type { Pair } from './pairs.ts';

/** An ONNX model that takes tokenized pairs and gives each a logit. */
export interface Session {
  /** Whether it can be told what is padding. */
  readonly hasMask: boolean;
  /** Of any number of pairs, a logit each. */
  run(pairs: readonly Pair[]): Promise<readonly number[]>;
}

export type Runtime = Pick<typeof import('onnxruntime-node'), 'InferenceSession' | 'Tensor'>;

/** What a model may ask for. */
const inputs = {
  input_ids: ({ ids }: Pair) => ids,
  attention_mask: ({ ids }: Pair) => ids.map(() => 1),
  token_type_ids: ({ typeIds }: Pair) => typeIds,
} as const satisfies Record<string, (pair: Pair) => readonly number[]>;

/** What the runtime would write to stderr are its errors, which are thrown, and warnings for whoever made the model. */
const quiet = { logSeverityLevel: 4 } as const;

type InputName = keyof typeof inputs;

/** Throws `unsupported` for a model that is no cross-encoder, `unavailable` for a file that does not load. */
export async function openSession(runtime: Runtime, path: string, padId: number): Promise<Session> {
  const session = await create(runtime, path);
  const names = inputNames(session, path);
  const output = session.outputNames.find((name) => name === 'logits') ?? (session.outputNames[0] as string);
  return {
    hasMask: names.includes('attention_mask'),
    async run(pairs) {
      const width = Math.max(...pairs.map(({ ids }) => ids.length));
      const feeds = names.map((name) => {
        const rows = pairs.map(inputs[name]);
        const padding = name === 'input_ids' ? padId : 0;
        return [name, new runtime.Tensor('int64', toMatrix(rows, width, padding), [rows.length, width])] as const;
      });
      const results = await session.run(Object.fromEntries(feeds), [output], quiet).catch((error: unknown) => {
        throw unavailable(`${path} fails: ${messageOf(error)}`);
      });
      return readLogits(results[output] as Tensor, pairs.length, path);
    },
  };
}

async function create({ InferenceSession }: Runtime, path: string): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(path, quiet);
  } catch (error) {
    throw unavailable(`${path} does not load: ${messageOf(error)}`);
  }
}

function inputNames({ inputNames: names }: InferenceSession, path: string): readonly InputName[] {
  const known = names.filter((name): name is InputName => Object.hasOwn(inputs, name));
  if (known.length === names.length && known.includes('input_ids')) return known;
  throw unsupported(
    path,
    `takes ${names.join(', ')}`,
    `takes input_ids, and may take ${Object.keys(inputs).slice(1).join(' and ')}`,
  );
}

/** Rows of any length as one matrix, filled up at their ends. */
function toMatrix(rows: readonly (readonly number[])[], width: number, padding: number): BigInt64Array {
  const matrix = new BigInt64Array(rows.length * width).fill(BigInt(padding));
  for (const [row, values] of rows.entries()) {
    for (const [column, value] of values.entries()) matrix[row * width + column] = BigInt(value);
  }
  return matrix;
}

/** One number for each pair; of two, which stand for "not relevant" and "relevant", the difference is the logit. */
function readLogits({ dims, data, type }: Tensor, count: number, path: string): readonly number[] {
  const [rows, columns = 1] = dims;
  if (!(data instanceof Float32Array) || dims.length > 2 || rows !== count || (columns !== 1 && columns !== 2)) {
    throw unsupported(
      path,
      `gives ${type} of the shape [${dims.join(', ')}] for ${count} pairs`,
      'gives one or two float32 for each',
    );
  }
  const at = (index: number): number => data[index] as number;
  return Array.from({ length: count }, (_, row) => (columns === 1 ? at(row) : at(2 * row + 1) - at(2 * row)));
}

const unavailable = (message: string) => new RerankError('unavailable', message, { retryable: false });

const unsupported = (path: string, does: string, expected: string) =>
  new RerankError('unsupported', `${path} ${does}. A cross-encoder for local/onnx ${expected}.`);
