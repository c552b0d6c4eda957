import type { RerankDocument } from '@openrerank/core';
import { type Answerable, callUpstream, fitting } from '../call.ts';
import { type Checks, demand } from '../check.ts';
import { type Handler, ranking } from '../fake-upstream.ts';
import { findItems, itemText, scoreOf } from '../items.ts';
import { show } from '../json.ts';
import { responseOf } from '../outcome.ts';
import { demandRanking, rankingOf } from '../ranking-of.ts';
import { checkAbort, checkRetryAfter, checkTimeLimit } from './interruptions.ts';
import { checkKeyTravel, checkOwnCredential, credentialHeadersOf } from './key-travel.ts';
import { checkLimit, longestList } from './limits.ts';

const mendBuild = 'send each passage once, in its place and as it is, in buildRequest.';

/** That calls over a socket give what callers are promised. */
export const executionChecks = (callable: Answerable): Checks => {
  const { label, target, subject } = callable;
  const { maxDocuments } = target.capabilities;
  const key = subject.settings.apiKey;
  return [
    [`${label}: documents come back in order of the upstream's scores, by identity`, () => checkOrder(callable)],
    [`${label}: ties keep the caller's order`, () => checkTies(callable)],
    [`${label}: a document given twice is ranked twice`, () => checkDuplicates(callable)],
    [`${label}: texts arrive unharmed`, () => checkTexts(callable)],
    [`${label}: one document is a list`, () => checkOne(callable)],
    [`${label}: topN gives the best`, () => checkTopN(callable)],
    ...(maxDocuments === undefined || maxDocuments >= longestList
      ? []
      : ([[`${label}: one document more than fits`, () => checkLimit(callable, maxDocuments)]] as const)),
    [`${label}: an abort in flight ends the request`, () => checkAbort(callable)],
    [`${label}: the time limit ends the request`, () => checkTimeLimit(callable)],
    [`${label}: retry-after is waited for`, () => checkRetryAfter(callable)],
    ...(typeof key === 'string'
      ? ([
          [`${label}: the key goes to the provider's server and no other`, () => checkKeyTravel(callable, key)],
        ] as const)
      : []),
    ...(credentialHeadersOf(callable).length > 0
      ? ([
          [`${label}: a credential header of the caller stands for the key`, () => checkOwnCredential(callable)],
        ] as const)
      : []),
  ];
};

async function ranked(
  callable: Answerable,
  documents: readonly RerankDocument[],
  what: string,
  handler: Handler = ranking(callable.answering),
) {
  const { received, ...outcome } = await callUpstream(callable, documents, handler);
  return { response: responseOf(outcome, what, mendBuild), received };
}

async function checkOrder(callable: Answerable): Promise<void> {
  const documents = fitting<RerankDocument>(callable, [
    itemText(0),
    { text: itemText(1), id: 'one' },
    itemText(2),
    { text: itemText(3), nested: { deep: true } },
    itemText(4),
  ]);
  const what = 'texts and objects for documents';
  const { response } = await ranked(callable, documents, what);
  demandRanking(response, rankingOf([...documents.keys()]), documents, what);
}

async function checkTies(callable: Answerable): Promise<void> {
  const items = fitting(callable, [0, 1, 2, 3, 4]);
  const documents = items.map((item) => itemText(item));
  const scores = (item: number) => (item === 2 ? 0.75 : 0.5);
  const what = 'documents of equal score and a better one';
  const { response } = await ranked(callable, documents, what, ranking(callable.answering, scores));
  demandRanking(response, rankingOf(items, scores), documents, what);
}

async function checkDuplicates(callable: Answerable): Promise<void> {
  const items = fitting(callable, [0, 0, 1, 2, 1]);
  const documents = items.map((item) => itemText(item));
  const what = 'documents that are given twice';
  const { response } = await ranked(callable, documents, what);
  demandRanking(response, rankingOf(items), documents, what);
}

/** What transports, encoders and well-meant clean-ups break. Half of a surrogate pair has no UTF-8 form: it is replaced. */
const oddities: Readonly<Record<string, string>> = {
  'an emoji of several parts': '👩‍👩‍👧 🏳️‍🌈',
  'letters from right to left': 'שלום \u202eabc',
  'a letter and its accent apart': 'e\u0301 \u1100\u1161',
  'half of a surrogate pair': 'a\ud83db \udc00',
  'a NUL': 'a\u0000b',
  'control characters': 'tab\tline\nreturn\r\u0007\u2028\u2029',
  'quotes and backslashes': '"\\" \\u0041 \'`',
  markup: '<b>&amp;</b> $x {{y}} %s',
};

async function checkTexts(callable: Answerable): Promise<void> {
  for (const [kind, oddity] of Object.entries(oddities)) {
    const texts = fitting(callable, [itemText(0, ` ${oddity}!`), itemText(1)]);
    const what = `a text with ${kind}`;
    const { response, received } = await ranked(callable, texts, what);
    const sent = received.flatMap(({ body }) => findItems(body)).find(({ item }) => item === 0);
    const text = (texts[0] as string).toWellFormed();
    demand(sent?.text.includes(text) ?? false, {
      did: `A text with ${kind} arrived as ${show(sent?.text)}.`,
      expected: `${show(text)}, in whatever the API wants around it.`,
      mend: mendBuild,
    });
    demandRanking(response, rankingOf([...texts.keys()]), texts, what);
  }
}

async function checkOne(callable: Answerable): Promise<void> {
  const documents = [itemText(3)];
  const { response } = await ranked(callable, documents, 'one document');
  demandRanking(response, rankingOf([3]), documents, 'one document');
}

async function checkTopN(callable: Answerable): Promise<void> {
  const { answering, target } = callable;
  const items = fitting(callable, [0, 1, 2, 3, 4]);
  const documents = items.map((item) => itemText(item));
  const best = rankingOf(items).slice(0, 2);
  // An upstream that cuts may also send everything, as some do for small lists.
  for (const most of target.capabilities.cutsTopN ? [undefined, 2] : [undefined]) {
    const handler = ranking(answering, scoreOf, most);
    const outcome = await callUpstream(callable, documents, handler, { topN: 2 });
    const what = most === undefined ? 'topN 2' : 'topN 2 and an upstream that cuts';
    const mend = 'rank what the answer holds, in parseResponse; core cuts to topN.';
    demandRanking(responseOf(outcome, what, mend), best, documents, what);
  }
}
