import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../src/node/onnx/folder.ts';
import { lengthsWithin, truncationOf } from '../src/node/onnx/truncation.ts';

const truncation = (tokenizer: Json, tokenizerConfig: Json = {}, config: Json = {}) =>
  truncationOf({ model: 'model.onnx', tokenizer, tokenizerConfig, config });

describe('truncationOf', () => {
  it('does as the tokenizer says', () => {
    const said = { max_length: 128, strategy: 'OnlySecond', direction: 'Left', stride: 0 };
    expect(truncation({ truncation: said })).toEqual({ maxTokens: 128, strategy: 'OnlySecond', direction: 'Left' });
    expect(truncation({ truncation: { ...said, strategy: 'OnlyFirst' } }).strategy).toBe('OnlyFirst');
  });

  it('cuts the end of the longest to 512 where nothing is said', () => {
    const usual = { maxTokens: 512, strategy: 'LongestFirst', direction: 'Right' };
    expect(truncation({})).toEqual(usual);
    expect(truncation({ truncation: null }, { model_max_length: 1e30 })).toEqual(usual);
  });

  it.each([
    [{ truncation: { max_length: 512 } }, { model_max_length: 256 }, {}, 256],
    [{ truncation: { max_length: 8192 } }, {}, { max_position_embeddings: 512 }, 512],
    [{}, { model_max_length: 8192 }, { max_position_embeddings: 8192 }, 8192],
    [{}, {}, { max_position_embeddings: 514, model_type: 'xlm-roberta', pad_token_id: 1 }, 512],
    [{}, {}, { max_position_embeddings: 514, model_type: 'roberta' }, 512],
    [{}, {}, { model_type: 'roberta' }, 512],
  ])('never goes beyond what the model can read: %j %j %j', (tokenizer, tokenizerConfig, config, maxTokens) => {
    expect(truncation(tokenizer, tokenizerConfig, config).maxTokens).toBe(maxTokens);
  });
});

describe('lengthsWithin', () => {
  it.each([
    ['LongestFirst', 3, 4, 7, [3, 4]],
    ['LongestFirst', 3, 100, 20, [3, 17]],
    ['LongestFirst', 100, 3, 20, [17, 3]],
    ['LongestFirst', 100, 100, 21, [10, 11]],
    ['LongestFirst', 101, 100, 21, [11, 10]],
    ['OnlySecond', 15, 100, 20, [15, 5]],
    ['OnlySecond', 30, 100, 20, [10, 10]],
    ['OnlyFirst', 100, 15, 20, [5, 15]],
    ['OnlyFirst', 100, 30, 20, [10, 10]],
  ] as const)('%s of %i and %i within %i', (strategy, first, second, room, expected) => {
    expect(lengthsWithin(first, second, room, strategy)).toEqual(expected);
  });

  it('uses all the room there is, and makes no text longer', () => {
    const length = fc.nat(50);
    const strategy = fc.constantFrom('LongestFirst', 'OnlyFirst', 'OnlySecond');
    fc.assert(
      fc.property(length, length, length, strategy, (first, second, room, chosen) => {
        const [a, b] = lengthsWithin(first, second, room, chosen);
        expect(a + b).toBe(Math.min(room, first + second));
        expect(a >= 0 && a <= first && b >= 0 && b <= second).toBe(true);
      }),
    );
  });
});
