import { describe, expect, it } from 'vitest';
import { problemHeaders, routeHeaders } from '../../src/http/headers.ts';
import type { Outcome } from '../../src/routing/router.ts';
import { createGroups } from '../../src/routing/targets.ts';
import { buildConfig } from '../support/config.ts';
import { upstream } from '../support/upstream.ts';

describe('problemHeaders', () => {
  const problem = { status: 429, type: 't', code: 'c', message: 'm', param: null };

  it.each([
    [0, '1'],
    [1, '1'],
    [1_000, '1'],
    [1_001, '2'],
  ])('rounds %d ms up to %s s', (retryAfterMs, seconds) => {
    expect(problemHeaders({ ...problem, retryAfterMs })).toMatchObject({ 'retry-after': seconds });
  });

  it('has no retry-after where nobody knows', () => {
    expect(problemHeaders({ ...problem, headers: { allow: 'GET' } })).toEqual({
      'content-type': 'application/json; charset=utf-8',
      allow: 'GET',
    });
  });
});

describe('routeHeaders', () => {
  const config = buildConfig({ models: { 'modèle 1': [{ id: '排序\n\ud800' }] } });
  const group = createGroups(
    config,
    upstream(() => ({})),
  ).get('modèle 1');
  if (group === undefined) throw new Error('No group.');
  const outcome: Outcome = {
    result: { error: 'x' },
    last: { group, target: group.targets[0], hasSibling: false, hasFallback: false },
    tried: 2,
    attempts: 3,
    upstreamMs: 12.345,
  };

  it('percent-encodes what a header cannot carry', () => {
    expect(routeHeaders(outcome, 'modèle 1', 20)).toEqual({
      'server-timing': 'total;dur=20.0, upstream;dur=12.3',
      'x-litellm-model-group': 'mod%C3%A8le 1',
      'x-litellm-model-id': '%E6%8E%92%E5%BA%8F%0A%EF%BF%BD',
      'x-litellm-response-duration-ms': '20.0',
      'x-openrerank-attempts': '3',
      'x-openrerank-deployment': '%E6%8E%92%E5%BA%8F%0A%EF%BF%BD',
      'x-openrerank-deployments-tried': '2',
      'x-openrerank-duration-ms': '20.0',
      'x-openrerank-model': 'mod%C3%A8le 1',
      'x-openrerank-provider': 'acme',
      'x-openrerank-upstream-ms': '12.3',
    });
  });

  it('shows a fallback', () => {
    expect(routeHeaders(outcome, 'main', 20)).toMatchObject({ 'x-openrerank-fallback-from': 'main' });
  });

  it('names no deployment where none was tried', () => {
    expect(Object.keys(routeHeaders({ ...outcome, last: undefined }, 'm', 1))).not.toContain('x-openrerank-deployment');
  });
});
