import type { BuildInput } from '@openrerank/core';
import { demand, type Violation } from '../check.ts';
import { type HttpSubject, inputFor } from '../subject.ts';

const promise = {
  expected:
    'each text once in the body, in order, as a JSON string with the same JSON around each, whatever the text is.',
  mend: 'copy the texts as they are, or leave copiesTexts out: then every text is decoded and handed over.',
} as const satisfies Partial<Violation>;

/** Texts that an endpoint which looks at texts would treat in another way. */
const anyTexts: readonly string[] = [
  '',
  ' at the edges ',
  '🙂 "quoted" \\',
  'a\u0000b\nc',
  'LOUD',
  'long '.repeat(2000),
  '7',
];

/**
 * With `copiesTexts` core asks an endpoint what it puts around one or two stand-ins, and puts the real texts there. So the
 * body of real texts must be what that makes of them.
 */
export function checkCopies(http: HttpSubject): void {
  for (const { model, capabilities } of http.distinct) {
    const { maxDocuments = anyTexts.length } = capabilities;
    const input = inputFor(http, model);
    for (const topN of [undefined, 1]) {
      const build = (list: readonly string[]) => bodyOf(http, { ...input, topN }, list);
      for (let first = 0; first < anyTexts.length; first += maxDocuments) {
        checkList(http.name, build, anyTexts.slice(first, first + maxDocuments));
      }
      checkList(http.name, build, ['the only one']);
    }
  }
}

function checkList(name: string, build: (list: readonly string[]) => string, list: readonly string[]): void {
  const marks = list.length === 1 ? ['passage~1'] : ['passage~1', 'passage~2'];
  const made = build(marks);
  const places = marks.map((mark) => placeOf(made, JSON.stringify(mark)));
  for (const [place, { times }] of places.entries()) {
    demand(times === 1, {
      did: `${name} declares copiesTexts and puts text ${place} into the body ${times} times.`,
      ...promise,
    });
  }
  // The same where there is one.
  const [first, last] = [places[0], places.at(-1)] as readonly [Place, Place];
  demand(first.start <= last.start, {
    did: `${name} declares copiesTexts and puts the texts into the body in another order.`,
    ...promise,
  });
  const texts = list.map((text) => JSON.stringify(text)).join(made.slice(first.end, last.start));
  const spliced = made.slice(0, first.start) + texts + made.slice(last.end);
  demand(build(list) === spliced, {
    did: `${name} declares copiesTexts and makes another body of ${list.length === 1 ? 'one text' : 'several texts'} than of stand-ins: it changes, drops or adds something.`,
    ...promise,
  });
}

type Place = ReturnType<typeof placeOf>;

function placeOf(json: string, literal: string) {
  const start = json.indexOf(literal);
  return { start, end: start + literal.length, times: json.split(literal).length - 1 };
}

const bodyOf = (http: HttpSubject, input: BuildInput, list: readonly string[]): string =>
  JSON.stringify(http.endpoint.buildRequest({ ...input, passages: list.map((text) => ({ text })) }).body);
