import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Collection {
  readonly documents: readonly string[];
  readonly queries: readonly string[];
  /** For each query the judged documents, by index, with their gain: 4 is a complete answer, 0 is of no interest. */
  readonly judgements: readonly ReadonlyMap<number, number>[];
}

/** Reads the Cranfield collection: 1,400 abstracts on aerodynamics with 225 questions, all pairs judged. */
export function readCranfield(folder: string): Collection {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8').replaceAll('\r', '');
  const documents = records(read('cran.all.1400')).map(textOf);
  const queries = records(read('cran.qry')).map(textOf);
  return { documents, queries, judgements: readJudgements(read('cranqrel'), queries.length) };
}

const records = (file: string): string[] => file.split(/^\.I \d+\n/m).slice(1);

// The text repeats the title, so that nothing is lost with the fields above it.
const textOf = (record: string): string => record.slice(record.indexOf('.W\n') + 3).trim();

/**
 * Lines of query, document and code. Queries go by their place in the file, not by their `.I` number. The codes are 1, a
 * complete answer, to 4, of minimum interest; the few others (-1) stand for no interest.
 */
function readJudgements(file: string, queries: number): Map<number, number>[] {
  const judgements = Array.from({ length: queries }, () => new Map<number, number>());
  for (const line of file.trim().split('\n')) {
    const [query = 0, document = 0, code = 0] = line.trim().split(/\s+/).map(Number);
    judgements[query - 1]?.set(document - 1, code >= 1 && code <= 4 ? 5 - code : 0);
  }
  return judgements;
}
