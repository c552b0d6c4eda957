import type { RerankDocument, RerankResponse } from '@openrerank/core';
import { type Callable, type CallableInProcess, callModel, fitting } from '../call.ts';
import { callOptionsOf } from '../call-options.ts';
import { type Checks, demand } from '../check.ts';
import { itemText } from '../items.ts';
import { deepFrozen } from '../json.ts';
import { endOf, failedWith, nameOf, responseOf } from '../outcome.ts';
import { demandDocuments } from '../ranking-of.ts';

const mend = 'rank every passage once, with a finite score, in rank().';

/** What of the promises of a call applies where nothing is sent. The scores are the model's own: only their use is checked. */
export function inProcessChecks(callable: CallableInProcess): Checks {
  const { label, target } = callable;
  const { maxDocuments } = target.capabilities;
  return [
    [`${label}: rank changes nothing of its input`, () => checkFrozen(callable)],
    [`${label}: documents come back best first, by identity`, () => checkOrder(callable)],
    [`${label}: a document given twice is ranked twice, in the caller's order`, () => checkDuplicates(callable)],
    [`${label}: texts of all kinds are ranked`, () => checkTexts(callable)],
    [`${label}: one document is a list`, () => checkOne(callable)],
    [`${label}: topN gives the best`, () => checkTopN(callable)],
    ...(maxDocuments === undefined || maxDocuments > largestList
      ? []
      : ([[`${label}: one document more than fits`, () => checkLimit(callable, maxDocuments)]] as const)),
    [`${label}: an abort ends the call`, () => checkAbort(callable)],
  ];
}

/** A model in process takes its time. */
const largestList = 1_000;

async function checkFrozen({ subject, target, endpoint: { name, endpoint } }: CallableInProcess): Promise<void> {
  const { value: options } = (await subject.definition.optionsSchema['~standard'].validate(
    await callOptionsOf(subject),
  )) as { readonly value: unknown };
  const passages = [0, 1, 2].map((item) => ({ text: itemText(item) }));
  const input = { model: target.model, query: 'Which one?', passages, firstIndex: 0, topN: undefined, options };
  const { signal } = new AbortController();
  const rank = async () => endpoint.rank(deepFrozen(input), { signal });
  const failure = await rank().then(
    () => undefined,
    (error: unknown) => error,
  );
  demand(failure === undefined, {
    did: `With frozen input ${name}.rank failed with ${nameOf(failure)}.`,
    expected: 'a ranking: the input is shared with other parts of a call, and with its retries.',
    mend: 'change no input. Copy what has to change, as in { ...input } or list.toSorted().',
  });
}

async function ranked(
  callable: Callable,
  all: readonly RerankDocument[],
  what: string,
  topN?: number,
): Promise<RerankResponse> {
  const documents = fitting(callable, all);
  const response = responseOf(await callModel(callable, documents, { topN }), what, mend);
  const { results } = response;
  const count = Math.min(topN ?? documents.length, documents.length);
  demand(results.length === count, {
    did: `With ${what} there were ${results.length} results.`,
    expected: `${count}.`,
    mend,
  });
  const wrong = results.findIndex((result, place) => {
    const before = results[place - 1];
    if (before === undefined) return false;
    return (
      before.relevanceScore < result.relevanceScore ||
      (before.relevanceScore === result.relevanceScore && before.index > result.index)
    );
  });
  demand(wrong === -1, {
    did: `With ${what} the result at place ${wrong} is better than the one before it, or tied and earlier in the list.`,
    expected: "the best first, ties in the caller's order.",
    mend,
  });
  demandDocuments(results, documents, what);
  return response;
}

async function checkOrder(callable: Callable): Promise<void> {
  const documents = [itemText(0), { text: itemText(1), id: 'one' }, 'Which one? This one.', { text: itemText(2) }];
  await ranked(callable, documents, 'texts and objects');
}

async function checkDuplicates(callable: Callable): Promise<void> {
  const documents = [itemText(0), itemText(0), 'Which one? This one.', 'Which one? This one.'];
  const { results } = await ranked(callable, documents, 'documents that are given twice');
  const scores = new Map(results.map(({ index, relevanceScore }) => [documents[index], relevanceScore]));
  const isSame = results.every(({ index, relevanceScore }) => scores.get(documents[index]) === relevanceScore);
  demand(isSame, {
    did: 'The same text got two scores in one call.',
    expected: 'one score, so that the two stand next to each other.',
    mend: 'let the score depend on the text, not on its place.',
  });
}

async function checkTexts(callable: Callable): Promise<void> {
  const documents = ['👩‍👩‍👧 🏳️‍🌈', 'a\ud83d b', 'a\u0000b', 'שלום', '', ' ', '\r\n', '"\\"', '日本語'];
  await ranked(callable, documents, 'emoji, halves of surrogate pairs, a NUL, blanks and an empty text');
}

async function checkOne(callable: Callable): Promise<void> {
  await ranked(callable, [itemText(0)], 'one document');
}

async function checkTopN(callable: Callable): Promise<void> {
  const documents = [itemText(0), 'Which one? This one.', itemText(1), 'One.'];
  const all = await ranked(callable, documents, 'four documents');
  const best = await ranked(callable, documents, 'topN 2 of four documents', 2);
  const indices = ({ results }: RerankResponse) => results.slice(0, 2).map(({ index }) => index);
  demand(indices(all).join() === indices(best).join(), {
    did: `With topN 2 the documents ${indices(best).join(' and ')} came back; without, ${indices(all).join(' and ')} are the best.`,
    expected: 'the same.',
    mend,
  });
}

async function checkLimit(callable: Callable, maxDocuments: number): Promise<void> {
  const { scoring } = callable.target.capabilities;
  const documents = Array.from({ length: maxDocuments + 1 }, (_, item) => itemText(item));
  const what = `${documents.length} documents, one more than fits`;
  if (scoring === 'pointwise') {
    await ranked(callable, documents, what);
    return;
  }
  const outcome = await callModel(callable, documents, {});
  demand(failedWith(outcome, 'unsupported'), {
    did: `With ${what} the call ${endOf(outcome)}.`,
    expected: 'unsupported: listwise scores of parts cannot be compared.',
    mend: 'leave splitting to core.',
  });
}

async function checkAbort(callable: Callable): Promise<void> {
  const reason = new Error('The caller has left.');
  const controller = new AbortController();
  const call = callModel(callable, [itemText(0), itemText(1)], { settings: { signal: controller.signal } });
  controller.abort(reason);
  const outcome = await call;
  demand(outcome.error === reason, {
    did: `Aborted, the call ${endOf(outcome)}.`,
    expected: 'the reason that the caller gave to its AbortController, the same object.',
    mend: 'let rank end with its signal; catch nothing that is not yours.',
  });
}
