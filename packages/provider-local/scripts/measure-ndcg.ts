import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RerankError } from '@openrerank/core';
import { scoreBm25 } from '../src/bm25.ts';
import { fuse } from '../src/fuse.ts';
import { cosine, type Embed, loadEncoder } from '../src/node/encoder.ts';
import { type Collection, readCranfield } from './cranfield.ts';
import { meanNdcg, type Scorer } from './measure.ts';
import { buildPools } from './pools.ts';

const folder =
  process.argv[2] ??
  process.env['CRANFIELD'] ??
  fileURLToPath(new URL('../../../../shared/data/cranfield', import.meta.url));

if (existsSync(folder)) {
  const collection = readCranfield(folder);
  const pools = buildPools(collection, 100);
  const print = (name: string, score: Scorer): number => {
    const figure = meanNdcg(collection, pools, score);
    console.log(`${name.padEnd(12)} ${figure.toFixed(3)}`);
    return figure;
  };

  console.log(`nDCG@10, mean of ${collection.queries.length} queries with 100 documents each`);
  print('input order', (_, documents) => documents.map(() => 0));
  const words = print('local/bm25', scoreBm25);
  const meanings = await scoreMeanings(collection);
  if (meanings !== undefined) {
    print('encoder', meanings);
    const both = print('local/hybrid', (query, texts) => fuse(scoreBm25(query, texts), meanings(query, texts)));
    if (both < words) throw new Error('local/hybrid is worse than local/bm25, which costs nothing.');
  }
} else {
  console.log(
    `Nothing measured: no Cranfield collection in ${folder}. Pass its folder as an argument or in CRANFIELD.`,
  );
}

/** What the encoder of `local/hybrid` makes of the collection. Each text is read once, which takes minutes as it is. */
async function scoreMeanings({ queries, documents }: Collection): Promise<Scorer | undefined> {
  const embed = await loadInstalled();
  if (embed === undefined) return undefined;
  const vectors = new Map<string, readonly number[]>();
  for (const text of [...queries, ...documents]) vectors.set(text, await embed(text));
  const vectorOf = (text: string) => vectors.get(text) ?? [];
  return (query, texts) => texts.map((text) => cosine(vectorOf(query), vectorOf(text)));
}

async function loadInstalled(): Promise<Embed | undefined> {
  try {
    return await loadEncoder();
  } catch (error) {
    if (!(error instanceof RerankError)) throw error;
    console.log(`local/hybrid was not measured: ${error.message}`);
    return undefined;
  }
}
