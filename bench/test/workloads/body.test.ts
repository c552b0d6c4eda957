import { describe, expect, it } from 'vitest';
import { scenarios } from '../../src/scenarios.ts';
import { makeAnswers } from '../../src/workloads/answers.ts';
import { makeBody, modelOf, placesOf } from '../../src/workloads/body.ts';
import { workloads } from '../../src/workloads/workloads.ts';

const { '100MB': huge, '10k': large, ...small } = workloads;

describe('makeBody', () => {
  it('makes the three sizes that everything is measured with', () => {
    expect(makeBody(workloads.S).length).toBeCloseTo(408, -1);
    expect(makeBody(workloads.M).length / 1000).toBeCloseTo(145, -1);
    expect(makeBody(workloads.L).length / 1e6).toBeCloseTo(1.44, 1);
  });

  it('makes the same body every time', () => {
    expect(makeBody(workloads.M).equals(makeBody(workloads.M))).toBe(true);
  });

  it.each(Object.values(small))('makes $id as it is described', (workload) => {
    const body = makeBody(workload);
    const { documents, ...fields } = JSON.parse(body.toString()) as { documents: readonly unknown[] };
    expect(documents).toHaveLength(workload.documents);
    expect(documents.every((document) => (typeof document === 'object') === workload.asObjects)).toBe(true);
    expect(fields).toMatchObject(workload.echo ? { return_documents: true } : { top_n: 10 });
    const isAscii = body.every((byte) => byte < 0x80);
    expect(isAscii).toBe(workload.text !== 'non-ascii' || workload.asciiOnly);
  });

  it('writes characters outside of ASCII as Python does', () => {
    const read = (id: 'python' | 'non-ascii') => JSON.parse(makeBody(workloads[id]).toString()) as unknown;
    expect(makeBody(workloads.python).toString()).toMatch(/\\u[0-9a-f]{4}/);
    expect(read('python')).toEqual(read('non-ascii'));
  });

  it('puts escapes into the text that is for that', () => {
    expect(makeBody(workloads.escapes).toString()).toMatch(/\\n.*\\u0001|\\u0001.*\\n/);
  });
});

describe('makeAnswers', () => {
  const answers = makeAnswers();

  it.each([...answers])('ranks every passage once (%s)', (name, bytes) => {
    const count = Number(name.split('-')[1]);
    const answer = JSON.parse(bytes.toString()) as Record<string, readonly { index: number }[]>;
    const places = answer['rankings'] ?? answer['results'] ?? [];
    expect(new Set(places.map(({ index }) => index))).toEqual(new Set(Array.from({ length: count }, (_, i) => i)));
  });

  it('has one for every workload', () => {
    for (const workload of [...Object.values(small), huge, large]) expect(answers.has(modelOf(workload))).toBe(true);
  });
});

describe('placesOf', () => {
  it('is every document where they come back, else ten at most', () => {
    expect([workloads.S, workloads.M, workloads.echo].map(placesOf)).toEqual([3, 10, 1000]);
  });
});

describe('scenarios', () => {
  it('have ids of their own', () => {
    expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
  });
});
