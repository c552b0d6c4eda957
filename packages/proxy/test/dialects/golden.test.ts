import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Answer, DecodedRequest, Problem, RequestTarget } from '../../src/dialects/dialect.ts';
import { asSent } from '../support/as-sent.ts';
import { readFixtures } from '../support/fixtures.ts';
import { findIngress, ingresses } from './find-ingress.ts';

interface RequestFixture {
  readonly source: string;
  /** Default: the dialect's own. */
  readonly path: string;
  readonly query?: RequestTarget['query'];
  /** Default: `truncate`, as NVIDIA has it. */
  readonly optionNames?: readonly string[];
  readonly onlyModel?: string;
  readonly body: { readonly query: string; readonly documents: readonly string[] };
  /** Query and documents are the body's where they are absent. */
  readonly decoded: Partial<DecodedRequest>;
}

interface ResponseFixture {
  readonly source: string;
  readonly path?: string;
  readonly answer: Answer;
  readonly response: unknown;
}

interface ProblemFixture {
  readonly source: string;
  readonly problem: Problem;
  readonly body: unknown;
}

const root = new URL('./fixtures/', import.meta.url);
const folders = readdirSync(root);

const fixturesOf = <Fixture>(folder: string, kind: 'requests' | 'responses' | 'problems') =>
  readdirSync(new URL(`${folder}/`, root)).includes(kind)
    ? readFixtures<Fixture>(new URL(`${folder}/${kind}`, root))
    : [];

/** Published shapes name every field: one that they do not know fails. */
const asPublished = (schema: z.ZodType) => (schema instanceof z.ZodObject ? schema.strict() : schema);

const others: Readonly<Record<string, string>> = { cohere: 'rerank', 'cohere-itself': 'cohere', v1: 'rerankv1' };

const ofFolder = (folder: string) => {
  const name = others[folder] ?? folder.replace('-', '');
  return ingresses.find((ingress) => ingress.name.toLowerCase() === name) ?? findIngress(`/${folder}/rerank`).ingress;
};

describe.each(folders)('%s', (folder) => {
  it.each(fixturesOf<RequestFixture>(folder, 'requests'))('takes the request %s', (_, fixture) => {
    const { path, query = {}, optionNames = ['truncate'], onlyModel, body, decoded } = fixture;
    const { ingress, params } = findIngress(path);
    const context = { optionNames: () => new Set(optionNames), dropUnknown: false, onlyModel };
    const bytes = Buffer.from(JSON.stringify(body));
    const request = asSent(ingress.dialect.decode({ bytes }, context, { params, query }));
    const { verbatim, ...expected } = { query: body.query, documents: body.documents, ...decoded };
    expect({ ...request, verbatim: undefined }).toEqual(expected);
  });

  it.each(fixturesOf<ResponseFixture>(folder, 'responses'))('answers %s', (_, { path, answer, response }) => {
    const { dialect } = path === undefined ? ofFolder(folder) : findIngress(path).ingress;
    expect(JSON.parse(String(dialect.encode(answer)))).toEqual(response);
  });

  it.each(fixturesOf<ResponseFixture>(folder, 'responses').filter(([, { path }]) => path === undefined))(
    'answers %s as its published schema says',
    (_, { answer }) => {
      const { dialect, schemas } = ofFolder(folder);
      asPublished(schemas().response).parse(JSON.parse(String(dialect.encode(answer))));
    },
  );

  it.each(fixturesOf<ProblemFixture>(folder, 'problems'))('tells the problem %s', (_, { problem, body }) => {
    const { dialect, schemas } = ofFolder(folder);
    const told: unknown = JSON.parse(dialect.encodeProblem(problem));
    expect(told).toEqual(body);
    asPublished(schemas().problem).parse(told);
  });
});

it('every dialect has fixtures in both directions, and of its problems', () => {
  for (const { name } of ingresses) {
    const folder = folders.find((one) => ofFolder(one).name === name);
    expect([name, folder]).not.toContain(undefined);
    for (const kind of ['requests', 'responses', 'problems'] as const) {
      expect(fixturesOf(folder as string, kind), `${name}, ${kind}`).not.toEqual([]);
    }
  }
});
