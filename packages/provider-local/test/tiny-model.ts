import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onnx } from 'onnx-proto';
import { onTestFinished } from 'vitest';

/** A word's place is its token id. */
export const vocabulary = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'query', 'good', 'bad', 'fair'] as const;

/** What each token adds to a pair's logit, and to its "not relevant" where there are two classes. Padding would show. */
export const weights = [1000, 0.5, 0.25, 0.125, 2, 10, -10, 1];

const specials = vocabulary.slice(0, 4).map((content, id) => ({
  id,
  content,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: true,
}));

/** Splits words at spaces: `[CLS] query [SEP] document [SEP]`, as BERT has it. */
export const wordTokenizer = {
  version: '1.0',
  truncation: null as object | null,
  padding: null as object | null,
  added_tokens: specials,
  normalizer: { type: 'Lowercase' },
  pre_tokenizer: { type: 'WhitespaceSplit' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [special('[CLS]', 0), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]', 0)],
    pair: [
      special('[CLS]', 0),
      { Sequence: { id: 'A', type_id: 0 } },
      special('[SEP]', 0),
      { Sequence: { id: 'B', type_id: 1 } },
      special('[SEP]', 1),
    ],
    special_tokens: {},
  } as object | null,
  decoder: null,
  model: {
    type: 'WordLevel',
    vocab: Object.fromEntries(vocabulary.map((word, id) => [word, id])),
    unk_token: '[UNK]',
  },
};

function special(id: string, type_id: number) {
  return { SpecialToken: { id, type_id } };
}

/** What the graph of `model.onnx` is to be like. */
export interface Graph {
  readonly inputs?: readonly string[];
  /** The output's shape: `[n, 1]`, `[n, 2]`, `[n]`, or `[n, tokens, 1]`, which is no cross-encoder's. */
  readonly shape?: 'column' | 'classes' | 'list' | 'tokens';
  readonly output?: string;
  readonly double?: boolean;
  /** It takes a mask and does not look at it, so that padding counts. */
  readonly ignoresMask?: boolean;
}

const { DataType } = onnx.TensorProto;
const node = (op: string, input: string[], output: string, attribute: onnx.IAttributeProto[] = []) => ({
  opType: op,
  input,
  output: [output],
  attribute,
});
const castTo = (type: number) => [{ name: 'to', type: onnx.AttributeProto.AttributeType.INT, i: type }];
const axis = (name: string, value: number) => ({ name, dataType: DataType.INT64, dims: [1], int64Data: [value] });
const valueInfo = (name: string, elemType: number, dims: readonly (string | number)[]) => ({
  name,
  type: {
    tensorType: {
      elemType,
      shape: { dim: dims.map((dim) => (typeof dim === 'string' ? { dimParam: dim } : { dimValue: dim })) },
    },
  },
});

/**
 * The sum of the tokens' weights, those of the document (type 1) counted twice where the model takes types, and padding left
 * out where it takes a mask.
 */
export function makeModel(graph: Graph = {}): Uint8Array {
  const { inputs = ['input_ids', 'attention_mask', 'token_type_ids'], shape = 'column', output = 'logits' } = graph;
  const columns = shape === 'classes' ? 2 : 1;
  const table = weights.flatMap((weight) => (columns === 2 ? [-weight, weight] : [weight]));
  const nodes = [node('Gather', ['weights', 'input_ids'], 'weighed')];
  let last = 'weighed';
  const multiply = (input: string) => {
    nodes.push(node('Cast', [input], `${input}_float`, castTo(DataType.FLOAT)));
    nodes.push(node('Unsqueeze', [`${input}_float`, 'last'], `${input}_column`));
    nodes.push(node('Mul', [last, `${input}_column`], `${input}_product`));
    last = `${input}_product`;
  };
  if (inputs.includes('token_type_ids')) {
    nodes.push(node('Add', ['token_type_ids', 'one'], 'times'));
    multiply('times');
  }
  if (inputs.includes('attention_mask') && !graph.ignoresMask) multiply('attention_mask');
  if (shape !== 'tokens') {
    nodes.push(node('ReduceSum', [last, 'tokens_axis'], 'sum', [{ name: 'keepdims', type: 2, i: 0 }]));
    last = 'sum';
  }
  if (shape === 'list') {
    nodes.push(node('Squeeze', [last, 'tokens_axis'], 'squeezed'));
    last = 'squeezed';
  }
  const type = graph.double ? DataType.DOUBLE : DataType.FLOAT;
  nodes.push(node('Cast', [last], output, castTo(type)));
  const dims = { column: ['n', 1], classes: ['n', 2], list: ['n'], tokens: ['n', 'tokens', 1] }[shape];
  const model = onnx.ModelProto.create({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 13 }],
    graph: {
      name: 'tiny',
      node: nodes,
      input: inputs.map((name) => valueInfo(name, DataType.INT64, ['n', 'tokens'])),
      output: [valueInfo(output, type, dims)],
      initializer: [
        { name: 'weights', dataType: DataType.FLOAT, dims: [weights.length, columns], floatData: table },
        axis('last', -1),
        axis('tokens_axis', 1),
        axis('one', 1),
      ],
    },
  });
  return onnx.ModelProto.encode(model).finish();
}

/** A folder that is there until a test has ended, or whatever else. */
export function temporaryFolder(atEnd: (cleanUp: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'openrerank-local-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a model's folder. What is no object or bytes is left out. */
export function writeModel(folder: string, files: Readonly<Record<string, object | undefined>> = {}): string {
  const all = { 'model.onnx': makeModel(), 'tokenizer.json': wordTokenizer, ...files };
  for (const [name, content] of Object.entries(all)) {
    if (content === undefined) continue;
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content instanceof Uint8Array ? content : JSON.stringify(content));
  }
  return folder;
}

/** The logit of the model with all three inputs, by hand. */
export function expectedLogit(query: string, document: string): number {
  const weightOf = (word: string) => {
    const id = vocabulary.indexOf(word as never);
    return weights[id === -1 ? 1 : id] ?? 0;
  };
  const sum = (text: string) => (text === '' ? 0 : text.split(' ').reduce((total, word) => total + weightOf(word), 0));
  const [cls, sep] = [weightOf('[CLS]'), weightOf('[SEP]')];
  return cls + sum(query) + sep + 2 * (sum(document) + sep);
}
