import { expect, test } from 'vitest';
import { toFaces } from '../src/options.ts';
import type { ProfileName } from '../src/profiles.ts';
import { findRoute } from '../src/routes.ts';

const route = (profile: ProfileName, call: string, overrides = {}) => {
  const [method = '', path = ''] = call.split(' ');
  const found = findRoute(method, path, toFaces({ profile, overrides }));
  if (found.kind === 'none') return found.answer.status;
  return found.kind === 'info' ? found.name : found.kind;
};

const vl = '/v1/retrieval/nvidia/llama-nemotron-rerank-vl-1b-v2/reranking';

test.each([
  ['POST /v1/ranking', 'ranking'],
  ['GET /v1/ranking', 405],
  ['GET /v1/models', 'models'],
  ['HEAD /v1/models', 'models'],
  ['POST /v1/models', 405],
  ['GET /v1/health/live', 'live'],
  ['GET /v1/health/ready', 'ready'],
  ['GET /v1/metrics', 'metrics'],
  ['GET /v1/metadata', 'metadata'],
  ['POST /v1/ranking/', 404],
  ['POST /v1/rerank', 404],
  ['POST /ranking', 404],
  ['GET /constructor', 404],
  [`POST ${vl}`, 404],
])('a container takes %s as %s', (call, expected) => expect(route('nim-1.8', call)).toBe(expected));

test.each([
  [`POST ${vl}`, 'hosted_ranking'],
  ['POST /v1/retrieval/nvidia/reranking', 'hosted_ranking'],
  ['POST /v1/retrieval/nvidia/llama-3_2-nv-rerankqa-1b-v2/reranking', 'hosted_ranking'],
  [`GET ${vl}`, 405],
  ['GET /v1/status/abc', 'status'],
  ['POST /v1/status/abc', 405],
  ['GET /v1/status/a/b', 404],
  ['GET /v1/status/', 404],
  [`POST ${vl}/`, 404],
  [`POST ${vl.replaceAll('/', '%2F').replace('%2F', '/')}`, 404],
  [`POST ${vl.replace('vl', '%76l')}`, 404],
  ['POST /v1/retrieval/nvidia/llama-3.2-nv-rerankqa-1b-v2/reranking', 404],
  ['POST /v1/retrieval/nvidia/llama-nemotron-rerank-500m-v2/reranking', 404],
  ['POST /v1/ranking', 404],
  ['GET /v1/models', 404],
])('the hosted service takes %s as %s', (call, expected) => expect(route('hosted', call)).toBe(expected));

test('the hosted service has /v1/ranking when it is told to', () => {
  const overrides = { hostedRanking: 'served' };
  expect(route('hosted', 'POST /v1/ranking', overrides)).toBe('hosted_ranking');
  expect(route('hosted', 'GET /v1/ranking', overrides)).toBe(405);
});

test('both sides are there at once, each with its own paths', () => {
  expect(route('all', `POST ${vl}`)).toBe('hosted_ranking');
  expect(route('all', 'GET /v1/status/abc')).toBe('status');
  expect(route('all', 'POST /v1/ranking')).toBe('ranking');
  expect(route('all', 'GET /v1/models')).toBe('models');
  expect(route('all', 'POST /v1/retrieval/none/reranking')).toBe(404);
});

test('an unknown path is answered as the runtime does', () => {
  const answer = (profile: ProfileName) => {
    const found = findRoute('GET', '/none', toFaces({ profile }));
    return found.kind === 'none' ? found.answer.body : undefined;
  };
  expect(answer('nim-1.8')).toBe('{"detail":"Not Found"}');
  expect(answer('nim-2.3')).toBe('');
  expect(answer('hosted')).toBe('404 page not found\n');
});
