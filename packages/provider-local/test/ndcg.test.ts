import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ndcg } from '../scripts/ndcg.ts';

describe('nDCG', () => {
  it('is 1 for the ideal order and 0 where nothing relevant is found or known', () => {
    expect(ndcg([3, 2, 1, 0], [0, 1, 2, 3], 10)).toBe(1);
    expect(ndcg([0, 0], [0, 1], 10)).toBe(0);
    expect(ndcg([0, 0], [0, 0], 10)).toBe(0);
    expect(ndcg([], [], 10)).toBe(0);
  });

  it('discounts a gain by the logarithm of its rank', () => {
    expect(ndcg([0, 1], [1], 10)).toBeCloseTo(1 / Math.log2(3), 12);
    // (1 + 4 / log2 3) / (4 + 1 / log2 3)
    expect(ndcg([1, 4], [4, 1], 10)).toBeCloseTo((1 + 4 / 1.584962500721156) / (4 + 1 / 1.584962500721156), 12);
  });

  it('looks no further than the cutoff, in the ideal order too', () => {
    expect(ndcg([0, 0, 1], [1], 2)).toBe(0);
    expect(ndcg([1, 1, 0, 1], [1, 1, 1], 2)).toBe(1);
  });

  it('counts what is relevant and was not ranked', () => {
    expect(ndcg([1], [1, 1], 10)).toBeCloseTo(1 / (1 + 1 / Math.log2(3)), 12);
  });

  it('takes a gain below 0 for 0', () => {
    expect(ndcg([-1, 1], [1, -1], 10)).toBeCloseTo(1 / Math.log2(3), 12);
  });
});

const folder = fileURLToPath(new URL('../../../../shared/data/trec_eval_test', import.meta.url));
const present = existsSync(folder);
if (!present) console.log(`trec_eval's own test files are not in ${folder}: nDCG is not compared with theirs.`);

describe.runIf(present)('nDCG of trec_eval’s test run', () => {
  // The body of a suite that does not run is still read.
  const rows = (name: string) =>
    (present ? readFileSync(`${folder}/${name}`, 'utf8').trim().split('\n') : []).map((line) =>
      line.trim().split(/\s+/),
    );

  const judged = new Map<string, Map<string, number>>();
  for (const [topic = '', , document = '', gain] of rows('qrels.test')) {
    if (!judged.has(topic)) judged.set(topic, new Map());
    judged.get(topic)?.set(document, Number(gain));
  }
  const runs = new Map<string, { readonly document: string; readonly score: number }[]>();
  for (const [topic = '', , document = '', , score] of rows('results.test')) {
    if (!runs.has(topic)) runs.set(topic, []);
    runs.get(topic)?.push({ document, score: Number(score) });
  }
  const expected = rows('out.test.aq').flatMap(([measure = '', topic = '', figure]) => {
    const cutoff = /^ndcg_cut_(\d+)$/.exec(measure)?.[1];
    return cutoff === undefined || topic === 'all' ? [] : [[topic, Number(cutoff), Number(figure)] as const];
  });

  it('has figures to compare with', () => {
    expect(expected).toHaveLength(27);
  });

  it.each(expected)('for topic %s at %i is %f', (topic, cutoff, figure) => {
    const gains = judged.get(topic) ?? new Map<string, number>();
    // trec_eval breaks ties by the document's name, the greater one first.
    const run = (runs.get(topic) ?? []).toSorted((a, b) => b.score - a.score || (a.document < b.document ? 1 : -1));
    const ranked = run.map(({ document }) => gains.get(document) ?? 0);
    expect(ndcg(ranked, [...gains.values()], cutoff)).toBeCloseTo(figure, 4);
  });
});
