import { type Answerable, callUpstream } from '../call.ts';
import { demand } from '../check.ts';
import { ranking } from '../fake-upstream.ts';
import { findItems, itemText } from '../items.ts';
import { endOf, failedWith, responseOf } from '../outcome.ts';
import { demandRanking, rankingOf } from '../ranking-of.ts';

/** Documents. A longer list says nothing more, and takes its time. */
export const longestList = 20_000;

/** Scores of parts can be merged where each document has its own; else the list must not be cut. */
export async function checkLimit(callable: Answerable, maxDocuments: number): Promise<void> {
  const items = Array.from({ length: maxDocuments + 1 }, (_, item) => item);
  const documents = items.map((item) => itemText(item));
  const what = `${documents.length} documents, one more than fits into a request`;
  const outcome = await callUpstream(callable, documents, ranking(callable.answering));
  const { received } = outcome;
  if (callable.target.capabilities.scoring === 'listwise') {
    demand(failedWith(outcome, 'unsupported') && received.length === 0, {
      did: `With ${what} the call ${endOf(outcome)}, after ${received.length} requests.`,
      expected: 'unsupported and no request: listwise scores of parts cannot be compared.',
      mend: 'leave splitting to core.',
    });
    return;
  }
  const response = responseOf(
    outcome,
    what,
    'rank any part of a list in buildRequest and parseResponse, counted from 0.',
  );
  const largest = Math.max(...received.map(({ body }) => findItems(body).length));
  demand(largest <= maxDocuments, {
    did: `With ${what} a request held ${largest} documents.`,
    expected: `at most ${maxDocuments}, as the capabilities say.`,
    mend: 'send the passages of the input and no others.',
  });
  demandRanking(response, rankingOf(items), documents, what);
}
