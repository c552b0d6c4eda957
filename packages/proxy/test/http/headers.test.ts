import { describe, expect, it } from 'vitest';
import { problemHeaders, routeHeaders } from '../../src/http/headers.ts';
import type { Outcome } from '../../src/routing/router.ts';
import { createGroups } from '../../src/routing/targets.ts';
import { buildConfig } from '../support/config.ts';
import { toObject } from '../support/headers.ts';
import { upstream } from '../support/upstream.ts';

describe('problemHeaders', () => {
  const problem = { status: 429, type: 't', code: 'c', message: 'm', param: null };

  it.each([
    [0, '1'],
    [1, '1'],
    [1_000, '1'],
    [1_001, '2'],
  ])('rounds %d ms up to %s s', (retryAfterMs, seconds) => {
    expect(toObject(problemHeaders({ ...problem, retryAfterMs }))).toMatchObject({ 'retry-after': seconds });
  });

  it('has no retry-after where nobody knows', () => {
    expect(toObject(problemHeaders({ ...problem, headers: { allow: 'GET' } }))).toEqual({
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
    failures: [],
  };

  it('percent-encodes what a header cannot carry', () => {
    expect(toObject(routeHeaders(outcome, 'modèle 1', 20))).toEqual({
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

  it('rounds times to a tenth of a millisecond', () => {
    for (const [ms, shown] of [
      [0, '0.0'],
      [0.04, '0.0'],
      [0.05, '0.1'],
      [9.96, '10.0'],
      [123.449, '123.4'],
    ] as const) {
      expect(toObject(routeHeaders(outcome, 'm', ms))['x-openrerank-duration-ms']).toBe(shown);
    }
  });

  it('shows a fallback', () => {
    expect(toObject(routeHeaders(outcome, 'main', 20))).toMatchObject({ 'x-openrerank-fallback-from': 'main' });
  });

  it('names no deployment where none was tried', () => {
    expect(routeHeaders({ ...outcome, last: undefined }, 'm', 1)).not.toContain('x-openrerank-deployment');
  });
});
