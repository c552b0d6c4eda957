import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nvidiaNim } from '../src/index.ts';
import { capabilitiesOf, findModel, modelNames, modelStrings, models } from '../src/models.ts';

describe('modelNames', () => {
  test.each(['llama-3_2-nv-rerankqa-1b-v2', 'llama-3.2-nv-rerankqa-1b-v2', 'llama-3-2-nv-rerankqa-1b-v2'])(
    'leads nvidia/%s to the right place',
    (name) => {
      expect(modelNames(`nvidia/${name}`)).toEqual({
        id: 'nvidia/llama-3.2-nv-rerankqa-1b-v2',
        path: 'nvidia/llama-3_2-nv-rerankqa-1b-v2',
      });
    },
  );

  test.each(['nv-rerank-qa-mistral-4b:1', 'nvidia/rerank-qa-mistral-4b', 'ai-rerank-qa-mistral-4b'])(
    'knows that %s has no segment of its own',
    (name) => {
      expect(modelNames(name)).toEqual({ id: 'nv-rerank-qa-mistral-4b:1', path: 'nvidia' });
    },
  );

  test.each([
    ['my_org/my_model', 'my_org/my_model', 'my_org/my_model'],
    ['a/b_1', 'a/b_1', 'a/b_1'],
    ['a/v1_b', 'a/v1_b', 'a/v1_b'],
    ['a/b-1.5', 'a/b-1.5', 'a/b-1_5'],
    ['a/b-1_5', 'a/b-1.5', 'a/b-1_5'],
    ['a/b-1_2_3', 'a/b-1.2.3', 'a/b-1_2_3'],
    ['a/b.v2', 'a/b.v2', 'a/b.v2'],
    ['a/1__2', 'a/1__2', 'a/1__2'],
    ['NVIDIA/Llama-3_2-nv-rerankqa-1b-v2', 'NVIDIA/Llama-3.2-nv-rerankqa-1b-v2', 'NVIDIA/Llama-3_2-nv-rerankqa-1b-v2'],
  ])('of %s changes only what stands between digits', (name, id, path) => {
    expect(modelNames(name)).toEqual({ id, path });
  });

  test('encodes each segment of the path, and nothing in the body', () => {
    expect(modelNames('ключ/a b:1?#%2e')).toEqual({
      id: 'ключ/a b:1?#%2e',
      path: '%D0%BA%D0%BB%D1%8E%D1%87/a%20b%3A1%3F%23%252e',
    });
  });

  test.each(['..', '../../v1/models', 'a/../b', './a', 'a//b', '/a', 'a/', ''])('refuses "%s"', (name) => {
    expect(() => modelNames(name)).toThrow(expect.objectContaining({ code: 'invalid_model' }));
  });

  test('gives the same answer for its own answer', () => {
    const name = fc.stringMatching(/^[a-z0-9_.-]{1,6}\/[a-z0-9_.-]{1,12}$/);
    fc.assert(
      fc.property(
        name.filter((text) => !text.split('/').some((segment) => /^\.{1,2}$/.test(segment))),
        (text) => {
          const { id, path } = modelNames(text);
          expect(modelNames(id)).toEqual({ id, path });
          expect(modelNames(path)).toEqual({ id, path });
        },
      ),
    );
  });
});

describe('the table', () => {
  test('holds each name once', () => {
    const names = models.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  });

  test('names successors that it holds and that have not ended themselves', () => {
    for (const successor of models.flatMap((model) => model.successor ?? [])) {
      const found = findModel(successor);
      expect(found?.id).toBe(successor);
      expect([found?.endOfLife, found?.successor]).toEqual([undefined, undefined]);
    }
  });

  test('names a successor for every model that has ended', () => {
    for (const model of models.filter(({ endOfLife }) => endOfLife !== undefined)) {
      expect(model).toMatchObject({
        endOfLife: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
        successor: expect.any(String),
      });
    }
  });
});

describe('capabilitiesOf', () => {
  test('lets 1,000 passages into one request to the hosted VL model, and 512 into any other', () => {
    const vl = 'nvidia/llama-nemotron-rerank-vl-1b-v2';
    expect(capabilitiesOf(vl, true).maxDocuments).toBe(1000);
    expect(capabilitiesOf(vl, false).maxDocuments).toBe(512);
    expect(capabilitiesOf('nvidia/llama-3_2-nv-rerankqa-1b-v2', true).maxDocuments).toBe(512);
    expect(capabilitiesOf('my/model', true).maxDocuments).toBe(512);
  });

  test.each([
    ['nvidia/llama-nemotron-rerank-vl-1b-v2', true],
    ['nvidia/some-new-rerank-vl-8b', true],
    ['vl/x', true],
    ['x-vl', true],
    ['nvidia/llama-nemotron-rerank-1b-v2', false],
    ['nv-rerank-qa-mistral-4b:1', false],
    ['my/vlad', false],
    ['my/travl-1', false],
  ])('%s takes images: %s', (model, images) => {
    expect(capabilitiesOf(model, false).modalities).toEqual(images ? ['text', 'image'] : ['text']);
  });

  test.each([
    ['nvidia/llama-nemotron-rerank-vl-1b-v2', 8192],
    ['nvidia/llama-nemotron-rerank-1b-v2', 8192],
    ['nvidia/llama-nemotron-rerank-500m-v2', 8192],
    ['nvidia/llama-3-2-nv-rerankqa-1b-v2', 8192],
    ['nvidia/llama-3_2-nemoretriever-500m-rerank-v2', 8192],
    ['nvidia/nv-rerankqa-mistral-4b-v3', 512],
    ['nvidia/llama-3.2-nv-rerankqa-1b-v1', undefined],
    ['nv-rerank-qa-mistral-4b:1', undefined],
    ['my/model', undefined],
  ])('%s reads %s tokens of a query and a passage', (model, tokens) => {
    expect(capabilitiesOf(model, true).maxTokens).toBe(tokens);
    expect(capabilitiesOf(model, false).maxTokens).toBe(tokens);
  });

  test('calls the scores pointwise logits', () => {
    expect(capabilitiesOf('my/model', false)).toMatchObject({ scoring: 'pointwise', scoreScale: { kind: 'logit' } });
  });
});

describe('modelStrings', () => {
  test('list what the hosted API serves, the current model first, then all models under ranking/', () => {
    expect(nvidiaNim.definition.about?.models).toBe(modelStrings);
    expect(modelStrings[0]).toBe('nvidia/llama-nemotron-rerank-vl-1b-v2');
    const hosted = models.filter(({ endOfLife }) => endOfLife === undefined).map(({ id }) => id);
    expect(modelStrings).toEqual([...hosted, ...models.map(({ id }) => `ranking/${id}`)]);
    expect(hosted.length).toBeLessThan(models.length);
  });
});
