import { readFileSync } from 'node:fs';
import { request } from 'undici';
import type { Target } from '../load/load.ts';
import { type Session, targetOf } from '../session.ts';
import type { RunningVariant } from '../variants/variant.ts';
import { placesOf } from '../workloads/body.ts';
import { type Workload, type WorkloadId, workloads } from '../workloads/workloads.ts';

/** What a proxy answers (Cohere's `/v1/rerank`), or a NIM by way of one that does not look into bodies. */
interface RankingAnswer {
  readonly results?: readonly { readonly document?: { readonly text?: string } }[];
  readonly rankings?: readonly unknown[];
}

/** Those that answer this workload rightly: a figure for wrong answers is worth nothing. Says what is wrong with others. */
export async function probeAll(
  { skipped, say }: Pick<Session, 'skipped' | 'say'>,
  scenario: string,
  workload: WorkloadId,
  running: readonly RunningVariant[],
): Promise<readonly RunningVariant[]> {
  const able: RunningVariant[] = [];
  for (const variant of running) {
    const problem = await probe(targetOf(variant, workload), workloads[workload]).catch(String);
    if (problem === undefined) {
      able.push(variant);
    } else {
      skipped.set(`${variant.id} in ${scenario}`, problem);
      say(`  ${variant.id}: ${problem}`);
    }
  }
  return able;
}

/** Sends a workload once and looks at the answer. */
async function probe({ url, headers, bodyFile }: Target, workload: Workload): Promise<string | undefined> {
  const answer = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: readFileSync(bodyFile),
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) return `it answered ${answer.statusCode}: ${text.slice(0, 300)}`;
  return wrongAnswer(JSON.parse(text) as RankingAnswer, workload);
}

export function wrongAnswer({ results, rankings }: RankingAnswer, workload: Workload): string | undefined {
  const places = results ?? rankings ?? [];
  const expected = results === undefined ? workload.documents : placesOf(workload);
  if (places.length !== expected) return `it gave ${places.length} places, not ${expected}`;
  const hasText = results?.every(({ document }) => typeof document?.text === 'string') ?? true;
  return workload.echo && !hasText ? 'it did not return the documents' : undefined;
}
