import { Tokenizer } from '@huggingface/tokenizers';
import { describe, expect, it } from 'vitest';
import { createPairing } from '../src/node/onnx/pairs.ts';
import type { Truncation } from '../src/node/onnx/truncation.ts';
import { vocabulary, wordTokenizer } from './tiny-model.ts';

const roomy: Truncation = { maxTokens: 512, strategy: 'LongestFirst', direction: 'Right' };

/** Pairs as words, and their types as a text of digits. */
function pairs(tokenizer: object, truncation: Partial<Truncation> = {}) {
  const pairing = createPairing(new Tokenizer(tokenizer, { unk_token: '[UNK]' }), { ...roomy, ...truncation });
  return (query: string, document: string) => {
    const { ids, typeIds } = pairing(query)(document);
    return [ids.map((id) => vocabulary[id]).join(' '), typeIds.join('')];
  };
}

const withProcessor = (post_processor: object | null) => ({ ...wordTokenizer, post_processor });
const cls = ['[CLS]', 2];
const sep = ['[SEP]', 3];

describe('a pair', () => {
  it.each([
    ['TemplateProcessing', wordTokenizer.post_processor, '[CLS] query [SEP] good bad [SEP]', '000111'],
    ['BertProcessing', { type: 'BertProcessing', cls, sep }, '[CLS] query [SEP] good bad [SEP]', '000111'],
    [
      'RobertaProcessing',
      { type: 'RobertaProcessing', cls, sep, trim_offsets: true, add_prefix_space: false },
      '[CLS] query [SEP] [SEP] good bad [SEP]',
      '0001111',
    ],
    [
      'a sequence of them',
      {
        type: 'Sequence',
        processors: [{ type: 'ByteLevel', add_prefix_space: true, trim_offsets: false }, wordTokenizer.post_processor],
      },
      '[CLS] query [SEP] good bad [SEP]',
      '000111',
    ],
    ['ByteLevel', { type: 'ByteLevel', add_prefix_space: true, trim_offsets: false }, 'query good bad', '000'],
    ['no post-processor', null, 'query good bad', '000'],
  ])('is laid out by %s', (_, processor, words, types) => {
    expect(pairs(withProcessor(processor))('query', 'good bad')).toEqual([words, types]);
  });

  it('of a tokenizer that lacks its own special token is refused by the name of it', () => {
    const processor = { type: 'BertProcessing', cls: ['[START]', 99], sep };
    expect(() => pairs(withProcessor(processor))('query', 'good')).toThrow(
      expect.objectContaining({ code: 'unavailable', message: expect.stringContaining('"[START]"') }),
    );
  });

  it('of an empty document still has its place', () => {
    expect(pairs(wordTokenizer)('query', '')).toEqual(['[CLS] query [SEP] [SEP]', '0001']);
  });

  it('has the token for unknown words, and no word where there is no such token', () => {
    expect(pairs(wordTokenizer)('query', 'new good')[0]).toBe('[CLS] query [SEP] [UNK] good [SEP]');
    const strict = createPairing(new Tokenizer(wordTokenizer, {}), roomy);
    expect(strict('query')('new good').ids).toEqual([2, 4, 3, 5, 3]);
  });

  it('is cut to what the model can read, with its special tokens', () => {
    const long = 'good bad fair good bad';
    expect(pairs(wordTokenizer, { maxTokens: 6 })('query', long)[0]).toBe('[CLS] query [SEP] good bad [SEP]');
    expect(pairs(wordTokenizer, { maxTokens: 6, direction: 'Left' })('query', long)[0]).toBe(
      '[CLS] query [SEP] good bad [SEP]',
    );
    expect(pairs(wordTokenizer, { maxTokens: 5, direction: 'Left' })('query', 'good fair')[0]).toBe(
      '[CLS] query [SEP] fair [SEP]',
    );
    expect(pairs(wordTokenizer, { maxTokens: 6, strategy: 'OnlyFirst' })('query query query', 'good bad')[0]).toBe(
      '[CLS] query [SEP] good bad [SEP]',
    );
  });

  it('of a text without end is tokenized no further than it can be read', () => {
    const tokenizer = new Tokenizer(wordTokenizer, {});
    const read: number[] = [];
    const encode = tokenizer.encode.bind(tokenizer) as (text: string, options: object) => never;
    tokenizer.encode = (text: string, options: object) => {
      read.push(text.length);
      return encode(text, options);
    };
    const long = 'bad '.repeat(100_000);
    const words = (document: string, direction: Truncation['direction']) =>
      createPairing(tokenizer, { ...roomy, maxTokens: 5, direction })('query')(document).ids.map(
        (id) => vocabulary[id],
      );
    expect(words(`good ${long}`, 'Right')).toEqual(['[CLS]', 'query', '[SEP]', 'good', '[SEP]']);
    expect(words(`${long} good`, 'Left')).toEqual(['[CLS]', 'query', '[SEP]', 'good', '[SEP]']);
    expect(Math.max(...read)).toBe(200);
  });

  it('has only special tokens where there is room for no other', () => {
    expect(pairs(wordTokenizer, { maxTokens: 2 })('query', 'good')[0]).toBe('[CLS] [SEP] [SEP]');
  });
});
