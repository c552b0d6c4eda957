import { describe, expect, it } from 'vitest';
import { loadCrossEncoder } from '../src/node/onnx/cross-encoder.ts';
import {
  expectedLogit,
  type Graph,
  makeModel,
  temporaryFolder,
  weights,
  wordTokenizer,
  writeModel,
} from './tiny-model.ts';

const never = new AbortController().signal;

const withGraph = (graph: Graph) => loadCrossEncoder(writeModel(temporaryFolder(), { 'model.onnx': makeModel(graph) }));

const documents = ['good', 'bad bad', '', 'fair unknown good good', 'fair'];

/** The tokenizer with another word for padding. */
function withPadding(word: string) {
  const { '[PAD]': id, ...vocab } = wordTokenizer.model.vocab;
  const added_tokens = wordTokenizer.added_tokens.slice(1);
  return { ...wordTokenizer, added_tokens, model: { ...wordTokenizer.model, vocab: { [word]: id, ...vocab } } };
}

describe('a cross-encoder', () => {
  it('gives each pair its logit, whatever it was padded to', async () => {
    const score = await loadCrossEncoder(writeModel(temporaryFolder()));
    const expected = documents.map((document) => expectedLogit('query', document));
    expect([...(await score('query', documents, never))]).toEqual(expected);
    expect([...(await score('query', documents.toReversed(), never))]).toEqual(expected.toReversed());
    expect([...(await score('query query', ['good'], never))]).toEqual([expectedLogit('query query', 'good')]);
  });

  it('scores more documents than are read at once', async () => {
    const score = await loadCrossEncoder(writeModel(temporaryFolder()));
    const many = Array.from({ length: 1000 }, (_, index) => 'fair '.repeat(index % 7).trim());
    expect([...(await score('query', many, never))]).toEqual(many.map((text) => expectedLogit('query', text)));
    expect(await score('query', [], never)).toHaveLength(0);
  });

  it('takes for the logit of two classes how far the second is above the first', async () => {
    const score = await withGraph({ shape: 'classes' });
    const expected = documents.map((document) => 2 * expectedLogit('query', document));
    expect([...(await score('query', documents, never))]).toEqual(expected);
  });

  it('reads a plain list of logits', async () => {
    const score = await withGraph({ shape: 'list', output: 'scores' });
    const expected = documents.map((document) => expectedLogit('query', document));
    expect([...(await score('query', documents, never))]).toEqual(expected);
  });

  it.each([[['input_ids', 'attention_mask']], [['input_ids']]])(
    'gives a model with %j no other input',
    async (inputs) => {
      const score = await withGraph({ inputs });
      const [cls, sep, query, good, bad] = [2, 3, 4, 5, 6].map((id) => weights[id] ?? 0) as [
        number,
        number,
        number,
        number,
        number,
      ];
      // Where there is no mask, a padded pair would have the weight of its padding.
      const pair = cls + query + 2 * sep;
      expect([...(await score('query', ['good', 'bad bad', 'good bad', 'bad'], never))]).toEqual([
        pair + good,
        pair + 2 * bad,
        pair + good + bad,
        pair + bad,
      ]);
    },
  );

  it.each([
    [
      'tokenizer.json',
      { 'tokenizer.json': { ...wordTokenizer, padding: { pad_id: 6 } }, 'config.json': { pad_token_id: 5 } },
      6,
    ],
    ['config.json', { 'config.json': { pad_token_id: 5 } }, 5],
    ['the vocabulary', {}, 0],
    ['the vocabulary', { 'tokenizer.json': withPadding('<pad>') }, 0],
    ['no name, which is the first,', { 'tokenizer.json': withPadding('(none)') }, 0],
  ])('pads with the token of %s', async (_, files, id) => {
    const model = makeModel({ ignoresMask: true });
    const score = await loadCrossEncoder(writeModel(temporaryFolder(), { 'model.onnx': model, ...files }));
    const [padded, longest] = await score('query', ['good', 'good fair'], never);
    expect(longest).toBe(expectedLogit('query', 'good fair'));
    expect(padded).toBe(expectedLogit('query', 'good') + (weights[id] ?? 0));
  });

  it('cuts a pair that is too long to what the tokenizer says', async () => {
    const truncation = { max_length: 6, strategy: 'LongestFirst', direction: 'Right', stride: 0 };
    const files = { 'tokenizer.json': { ...wordTokenizer, truncation } };
    const score = await loadCrossEncoder(writeModel(temporaryFolder(), files));
    const long = `good fair${' bad'.repeat(1000)}`;
    expect([...(await score('query', [long], never))]).toEqual([expectedLogit('query', 'good fair')]);
  });

  it('stops between two batches when nobody waits any more', async () => {
    const score = await loadCrossEncoder(writeModel(temporaryFolder()));
    const controller = new AbortController();
    const reason = new Error('gone');
    setImmediate(() => controller.abort(reason));
    await expect(
      score(
        'query',
        Array.from({ length: 5000 }, () => 'good'),
        controller.signal,
      ),
    ).rejects.toBe(reason);
  });
});

describe('a folder without a usable model', () => {
  const failing = (files: Readonly<Record<string, object | undefined>>) =>
    loadCrossEncoder(writeModel(temporaryFolder(), files));

  it('is refused for inputs that a cross-encoder has not', async () => {
    const inputs = ['input_ids', 'attention_mask', 'position_ids'];
    await expect(failing({ 'model.onnx': makeModel({ inputs }) })).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(
        /model\.onnx takes input_ids, attention_mask, position_ids\. A cross-encoder for local\/onnx takes input_ids, and may take attention_mask and token_type_ids\.$/,
      ),
    });
    await expect(failing({ 'model.onnx': makeModel({ inputs: ['attention_mask'] }) })).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  it.each([
    [{ shape: 'tokens' }, 'gives float32 of the shape [1, 5, 1] for 1 pairs'],
    [{ double: true }, 'gives float64 of the shape [1, 1] for 1 pairs'],
  ] as const)('is refused for the output %j', async (graph, said) => {
    const score = await withGraph(graph);
    await expect(score('query', ['good'], never)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(said),
    });
  });

  it('is refused with what is wrong with a file', async () => {
    await expect(failing({ 'model.onnx': new Uint8Array([1, 2, 3]) })).rejects.toMatchObject({
      code: 'unavailable',
      retryable: false,
      message: expect.stringMatching(/model\.onnx does not load: ./),
    });
    await expect(failing({ 'tokenizer.json': { model: {} } })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/tokenizer\.json cannot be used: ./),
    });
  });

  it('fails with what the runtime says when a token is none of the model’s', async () => {
    const vocab = { ...wordTokenizer.model.vocab, alien: 4000 };
    const score = await failing({ 'tokenizer.json': { ...wordTokenizer, model: { ...wordTokenizer.model, vocab } } });
    await expect(score('query', ['alien'], never)).rejects.toMatchObject({
      code: 'unavailable',
      retryable: false,
      message: expect.stringMatching(/model\.onnx fails: (?!.*alien)./),
    });
    // The model is as good as before.
    expect([...(await score('query', ['good'], never))]).toEqual([expectedLogit('query', 'good')]);
  });
});
