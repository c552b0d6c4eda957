import { describe, expect, test } from 'vitest';
import { capabilitiesOf, modelNames } from '../src/models.ts';

describe('what a model can do', () => {
  test('is to rank one list as a whole for jina-reranker-v3, whose scores are those of the list', () => {
    expect(capabilitiesOf('jina-reranker-v3')).toEqual({
      modalities: ['text'],
      scoring: 'listwise',
      scoreScale: { kind: 'unknown' },
      cutsTopN: true,
    });
  });

  test('is to see for jina-reranker-m0', () => {
    expect(capabilitiesOf('jina-reranker-m0')).toMatchObject({ modalities: ['text', 'image'], scoring: 'pointwise' });
  });

  test('has a length where query and document share one window', () => {
    const lengths = modelNames.map((model) => [model, capabilitiesOf(model).maxTokens]);
    expect(lengths.filter(([, tokens]) => tokens !== undefined)).toEqual([['jina-reranker-m0', 10_240]]);
  });

  test('is a probability for a cross-encoder, and only an order for ColBERT', () => {
    expect(capabilitiesOf('jina-reranker-v2-base-multilingual')).toMatchObject({ scoreScale: { kind: 'unit' } });
    expect(capabilitiesOf('jina-colbert-v2')).toMatchObject({ scoring: 'pointwise', scoreScale: { kind: 'unknown' } });
  });

  test('is assumed to be little for a model that is newer than the table', () => {
    expect(capabilitiesOf('jina-reranker-v9')).toMatchObject({
      modalities: ['text'],
      scoring: 'listwise',
      scoreScale: { kind: 'unknown' },
    });
    expect(capabilitiesOf('jina-reranker-m1').modalities).toEqual(['text', 'image']);
    expect(capabilitiesOf('constructor').scoring).toBe('listwise');
  });

  test('never has a limit of documents, since Jina names none', () => {
    for (const model of modelNames) expect(capabilitiesOf(model)).not.toHaveProperty('maxDocuments');
  });
});
