import { expect, test } from 'vitest';
import { answersTo, knownModels, toModel } from '../src/models.ts';

test('in a path a dot between digits is an underscore, and in a body it is not', () => {
  for (const { id, hosted } of knownModels) {
    if (hosted === undefined || id === 'nv-rerank-qa-mistral-4b:1') continue;
    expect(hosted.path).toBe(`/v1/retrieval/${id.replace('3.2', '3_2')}/reranking`);
  }
});

test('ids, aliases and paths are of one model each', () => {
  const names = knownModels.flatMap(({ id, aliases }) => [id, ...aliases]);
  const paths = knownModels.flatMap(({ hosted }) => (hosted === undefined ? [] : [hosted.path]));
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(paths).size).toBe(paths.length);
});

test('a model of one’s own takes text, 8192 tokens and a path made from its id', () => {
  expect(toModel('acme/rank-2.5-b.x')).toEqual({
    id: 'acme/rank-2.5-b.x',
    aliases: [],
    images: false,
    maxTokens: 8192,
    hosted: { path: '/v1/retrieval/acme/rank-2_5-b.x/reranking' },
  });
});

test('what is given replaces what is known, and nothing else does', () => {
  const id = 'nvidia/llama-nemotron-rerank-vl-1b-v2';
  expect(toModel({ id, maxTokens: 10 })).toEqual({ ...toModel(id), maxTokens: 10 });
  expect(toModel({ id, hosted: undefined })).toEqual(toModel(id));
});

test('the legacy model has the names of the catalog too', () => {
  expect(answersTo(toModel('nv-rerank-qa-mistral-4b:1'), 'nvidia/rerank-qa-mistral-4b')).toBe(true);
  expect(answersTo(toModel('nv-rerank-qa-mistral-4b:1'), 'nvidia/nv-rerankqa-mistral-4b-v3')).toBe(false);
});
