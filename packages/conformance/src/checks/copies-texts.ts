import type { BuildInput, HttpRequest } from '@openrerank/core';
import { calling, demand, type Violation } from '../check.ts';
import { difference, throughJson } from '../json.ts';
import { type HttpSubject, inputFor } from '../subject.ts';

const promise = {
  expected:
    'the query and each text in the body as they are, each text once and in order with the same JSON around it, and nothing else that depends on them: not on what they say, not on how many there are, not on firstIndex.',
  mend: 'copy query and texts as they are, or leave copiesTexts out: then core calls buildRequest for every request.',
} as const satisfies Partial<Violation>;

const queryMark = 'query~';
const textMarks = ['passage~1', 'passage~2'] as const;
const plainQuery = 'Which one?';

/** An endpoint that looks at texts would treat some of these in another way than a stand-in. */
const anyTexts: readonly string[] = [
  '',
  ' at the edges ',
  '🙂 "quoted" \\',
  'a\u0000b\nc',
  'LOUD',
  'the same',
  'the same',
  'long '.repeat(2000),
  '7',
];

/** The same of a query; some are equal to a stand-in. */
const anyQueries: readonly string[] = [
  plainQuery,
  ' at the edges ',
  '"quoted" \\ and \'so\'',
  'Größe 🙂 e\u0301 日本語',
  'two\nlines\u2028\u0000',
  'LOUD?',
  'long '.repeat(2000),
  '7',
  '?&=#/%41',
  queryMark,
  textMarks[0],
];

/** Numbers of documents and of results that stand-ins do not have. */
const longList: readonly string[] = Array.from({ length: 20 }, (_, place) => `text ${place}`);

/** What a request is made of, beside what the endpoint always gets. */
interface Contents {
  readonly query: string;
  readonly texts: readonly string[];
  readonly topN?: number | undefined;
  readonly firstIndex?: number | undefined;
}

/**
 * With `copiesTexts` core calls `buildRequest` once with stand-ins, one or two texts and a query, and puts the real ones
 * into their places for as long as base URL, options and topN stay the same. So every request must be what that makes.
 *
 * A query that the endpoint puts into a longer string, such as `Query: …`, is let pass: core does not find its stand-in,
 * and asks again for each query. The texts of such an endpoint are copied all the same, and the rest must not depend on
 * either.
 */
export function checkCopies(http: HttpSubject): void {
  for (const input of basesOf(http)) {
    const fits = (texts: readonly string[]) => texts.slice(0, limitOf(http, input.model));
    const build = ({ query, texts, topN, firstIndex = 0 }: Contents) => {
      const passages = texts.map((text) => ({ text }));
      const make = () => http.endpoint.buildRequest({ ...input, query, passages, topN, firstIndex });
      return calling(`For another query or other texts ${http.name}.buildRequest`, make, promise.mend);
    };
    const check = (contents: Contents, what: string) => checkContents(http.name, build, contents, what);
    for (const query of anyQueries) {
      check({ query, texts: ['the only one'] }, 'another query');
      check({ query, texts: fits(['this', 'that']) }, 'another query');
    }
    for (const text of anyTexts) check({ query: plainQuery, texts: [text] }, 'one text');
    check({ query: plainQuery, texts: fits(anyTexts) }, 'several texts');
    for (const topN of [undefined, 1, fits(longList).length]) {
      check({ query: plainQuery, texts: fits(longList), topN }, 'many texts');
      check({ query: plainQuery, texts: fits(longList.slice(0, 3)), topN, firstIndex: 40 }, 'texts of a later part');
    }
  }
}

/** The fixtures' inputs, for their options, and one for each set of abilities. */
function basesOf(http: HttpSubject): readonly BuildInput[] {
  const made = http.distinct.map(({ model }) => inputFor(http, model));
  return [...http.fixtures.map(({ input }) => structuredClone(input)), ...made];
}

const limitOf = ({ models }: HttpSubject, name: string): number | undefined =>
  models.find(({ model }) => model === name)?.capabilities.maxDocuments;

type Build = (contents: Contents) => HttpRequest;

function checkContents(name: string, build: Build, contents: Contents, what: string): void {
  const { query, texts, topN } = contents;
  const marks = texts.length === 1 ? textMarks.slice(0, 1) : textMarks;
  const standIn = build({ query: queryMark, texts: marks, topN });
  const isCopied = checkQueryPlace(name, standIn);
  const body = toJson(isCopied ? standIn : build({ query, texts: marks, topN }));
  const filled = fill(name, body, marks, texts);
  const expected = isCopied ? fillQuery(filled, query) : filled.join('');
  const real = build(contents);
  const differs = difference(headOf(real), headOf(standIn));
  demand(differs === undefined, {
    did: `${name} declares copiesTexts and makes for ${what} another URL, method or headers than for stand-ins: ${differs}.`,
    ...promise,
  });
  demand(toJson(real) === expected, {
    did: `${name} declares copiesTexts and makes another body of ${what} than of stand-ins: it changes, drops or adds something.`,
    ...promise,
  });
}

/** Whether the body holds the query as it is. If not, it must be in the body and nowhere else. */
function checkQueryPlace(name: string, request: HttpRequest): boolean {
  const { url, headers = {} } = request;
  const body = toJson(request);
  demand(body.includes(queryMark), {
    did: `${name} declares copiesTexts, and the query is not in the body as it is.`,
    ...promise,
  });
  demand(![url, ...Object.values(headers)].some((text) => text.includes(queryMark)), {
    did: `${name} declares copiesTexts and puts the query into the URL or a header.`,
    ...promise,
  });
  return !body.replaceAll(JSON.stringify(queryMark), '').includes(queryMark);
}

/** The pieces of the body around the texts and the texts themselves. The pieces alone may hold a query's stand-in. */
function fill(name: string, body: string, marks: readonly string[], texts: readonly string[]): readonly string[] {
  const places = marks.map((mark) => placeOf(body, JSON.stringify(mark)));
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
  const between = body.slice(first.end, last.start);
  const list = texts.flatMap((text, place) => (place === 0 ? [JSON.stringify(text)] : [between, JSON.stringify(text)]));
  return [body.slice(0, first.start), ...list, body.slice(last.end)];
}

/** Every other piece is a text. */
const fillQuery = (pieces: readonly string[], query: string): string =>
  pieces
    .map((piece, at) =>
      at % 2 === 0 ? piece.replaceAll(JSON.stringify(queryMark), () => JSON.stringify(query)) : piece,
    )
    .join('');

type Place = ReturnType<typeof placeOf>;

function placeOf(json: string, literal: string) {
  const start = json.indexOf(literal);
  return { start, end: start + literal.length, times: json.split(literal).length - 1 };
}

const headOf = ({ url, method = 'POST', headers = {} }: HttpRequest) => throughJson({ url, method, headers });

const toJson = ({ body }: HttpRequest): string => JSON.stringify(body) ?? '';
