import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCranfield } from '../scripts/cranfield.ts';
import { meanNdcg } from '../scripts/measure.ts';
import { buildPools } from '../scripts/pools.ts';
import { scoreBm25 } from '../src/bm25.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/cranfield', import.meta.url));
const present = existsSync(folder);
if (!present) console.log(`The Cranfield collection is not in ${folder}: the quality of local/bm25 is not checked.`);

// Minutes, so that a slow machine is not a failure.
describe.runIf(present)('on the Cranfield collection', { timeout: 120_000 }, () => {
  // The body of a suite that does not run is still read.
  const collection = present ? readCranfield(folder) : { documents: [], queries: [], judgements: [] };
  const pools = buildPools(collection, 100);

  it('reads all documents, queries and judgements', () => {
    const { documents, queries, judgements } = collection;
    expect(documents).toHaveLength(1400);
    expect(queries).toHaveLength(225);
    expect(queries[0]).toMatch(/^what similarity laws must be obeyed[^.]+\.$/s);
    expect(documents[0]).toMatch(/^experimental investigation of the aerodynamics/);
    // "1 184 2" and "1 486 -1" in the file.
    expect(judgements[0]?.get(183)).toBe(3);
    expect(judgements[0]?.get(485)).toBe(0);
    expect(judgements.every((gains) => [...gains.values()].some((gain) => gain > 0))).toBe(true);
  });

  it('builds pools of 100 different documents that hold all relevant ones', () => {
    for (const [ordinal, pool] of pools.entries()) {
      const relevant = [...(collection.judgements[ordinal] ?? [])].filter(([, gain]) => gain > 0);
      expect(new Set(pool).size).toBe(100);
      expect(relevant.every(([document]) => pool.includes(document))).toBe(true);
    }
  });

  it('builds the same pools every time', () => {
    const few = { ...collection, queries: collection.queries.slice(0, 10) };
    expect(buildPools(few, 100)).toEqual(pools.slice(0, 10));
  });

  it('reaches an nDCG@10 of at least 0.32, far above the order that it was given, as the README says', () => {
    const inputOrder = meanNdcg(collection, pools, (_, documents) => documents.map(() => 0));
    expect(inputOrder).toBeLessThan(0.1);
    const figure = meanNdcg(collection, pools, scoreBm25);
    expect(figure).toBeGreaterThanOrEqual(0.32);
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    expect(readme).toContain(`local/bm25   ${figure.toFixed(3)}`);
    expect(readme).toContain(`input order  ${inputOrder.toFixed(3)}`);
  });

  it('stands in the README with a local/hybrid that is better than local/bm25, and at least 0.345', () => {
    // Measured by `npm run measure`, which takes minutes to read all texts with the encoder.
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const figure = (name: string) => Number(new RegExp(`^${name} +(0\\.\\d{3})$`, 'm').exec(readme)?.[1]);
    expect(figure('local/hybrid')).toBeGreaterThanOrEqual(Math.max(0.345, figure('local/bm25')));
  });
});
