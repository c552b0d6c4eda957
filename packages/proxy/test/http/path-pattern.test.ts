import { describe, expect, it } from 'vitest';
import { createPathPattern } from '../../src/http/path-pattern.ts';

const retrieval = createPathPattern('/v1/retrieval/{model}/reranking');
const rank = createPathPattern('/v1/projects/{project}/locations/{location}/rankingConfigs/{config}:rank');

describe('createPathPattern', () => {
  it.each([
    ['/v1/retrieval/m/reranking', 'm'],
    ['/v1/retrieval/nvidia/llama/reranking', 'nvidia/llama'],
    ['/v1/retrieval/nvidia%2Fllama/reranking', 'nvidia/llama'],
    ['/v1/retrieval/a%20b/reranking', 'a b'],
    ['/v1/retrieval/reranking/reranking', 'reranking'],
  ])('finds the model in %s', (path, model) => {
    expect(retrieval?.(path)).toEqual({ model });
  });

  it.each([
    '/v1/retrieval/reranking',
    '/v1/retrieval//',
    '/v2/retrieval/m/reranking',
    '/v1/retrieval/m/reranking/',
    '/',
  ])('does not fit %s', (path) => {
    expect(retrieval?.(path)).toBeUndefined();
  });

  it('does not fit what is not well encoded', () => {
    expect(retrieval?.('/v1/retrieval/%E0%A4%A/reranking')).toBeUndefined();
  });

  it('finds parts of segments, and keeps to them', () => {
    const path = '/v1/projects/p-1/locations/global/rankingConfigs/default_ranking_config:rank';
    expect(rank?.(path)).toEqual({ project: 'p-1', location: 'global', config: 'default_ranking_config' });
    expect(rank?.(path.replace('p-1', 'p/1'))).toBeUndefined();
    expect(rank?.(path.replace(':rank', ':rerank'))).toBeUndefined();
  });

  it('is none where nothing is open', () => {
    expect(createPathPattern('/v1/rerank')).toBeUndefined();
  });
});
