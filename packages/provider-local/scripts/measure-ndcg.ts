import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { scoreBm25 } from '../src/bm25.ts';
import { readCranfield } from './cranfield.ts';
import { meanNdcg, type Scorer } from './measure.ts';
import { buildPools } from './pools.ts';

const folder =
  process.argv[2] ??
  process.env['CRANFIELD'] ??
  fileURLToPath(new URL('../../../../shared/data/cranfield', import.meta.url));

if (existsSync(folder)) {
  const collection = readCranfield(folder);
  const pools = buildPools(collection, 100);
  const inputOrder: Scorer = (_, documents) => documents.map(() => 0);
  console.log(`nDCG@10, mean of ${collection.queries.length} queries with 100 documents each`);
  console.log(`input order  ${meanNdcg(collection, pools, inputOrder).toFixed(3)}`);
  console.log(`local/bm25   ${meanNdcg(collection, pools, scoreBm25).toFixed(3)}`);
} else {
  console.log(
    `Nothing measured: no Cranfield collection in ${folder}. Pass its folder as an argument or in CRANFIELD.`,
  );
}
