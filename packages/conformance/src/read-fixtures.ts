import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ErrorFixture, Fixtures, RankingFixture } from './fixture.ts';

/**
 * Reads a folder of fixtures: `<case>/{input,request,response,result}.json`, where `input.json` holds `source`,
 * `endpoint` and `input`; and `errors/<case>.json`. Throws an `Error` that names the file and what is wrong with it.
 */
export function readFixtures(folder: URL | string): Fixtures {
  const root = typeof folder === 'string' && !folder.startsWith('file:') ? folder : fileURLToPath(folder);
  const entries = list(root);
  const cases = entries.filter((entry) => entry.isDirectory() && entry.name !== 'errors');
  const hasErrors = entries.some((entry) => entry.isDirectory() && entry.name === 'errors');
  const errors = hasErrors ? list(join(root, 'errors')).filter(({ name }) => name.endsWith('.json')) : [];
  return {
    rankings: cases.map(({ name }) => readRanking(root, name)),
    errors: errors.map(({ name }) => readError(root, name)),
  };
}

function list(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    throw new Error(
      `There is no folder of fixtures at ${folder}. Make it, with a folder for each case that holds input.json, request.json, response.json and result.json.`,
    );
  }
}

function readRanking(root: string, name: string): RankingFixture {
  const read = (file: string) => readJson(root, join(name, file));
  const where = join(name, 'input.json');
  const { source, endpoint, input } = asObject(read('input.json'), where);
  const { baseUrl, model, query, passages, firstIndex = 0, topN, options = {} } = asObject(input, where, 'input');
  const holds = (isRight: boolean, member: string, kind: string) => need(isRight, where, member, kind);
  holds(endpoint === undefined || isText(endpoint), 'endpoint', 'the name of an endpoint');
  holds(isText(baseUrl), 'input.baseUrl', 'a URL');
  holds(isText(model), 'input.model', 'a model');
  holds(isText(query), 'input.query', 'a text');
  holds(Array.isArray(passages) && passages.length > 0, 'input.passages', 'a list like [{ "text": "…" }]');
  holds(typeof firstIndex === 'number', 'input.firstIndex', 'a number');
  holds(topN === undefined || typeof topN === 'number', 'input.topN', 'a number');
  return {
    name,
    source: sourceOf(source, where),
    endpoint: endpoint as string | undefined,
    input: { baseUrl, model, query, passages, firstIndex, topN, options } as RankingFixture['input'],
    request: read('request.json'),
    response: read('response.json'),
    result: read('result.json'),
  };
}

function readError(root: string, file: string): ErrorFixture {
  const where = join('errors', file);
  const fixture = asObject(readJson(root, where), where);
  const { source, endpoint, model, status, headers = {}, body = '', expected } = fixture;
  const {
    code,
    retryable,
    messageIncludes = [],
    messageExcludes = [],
    retryAfterMs,
  } = asObject(expected, where, 'expected');
  const holds = (isRight: boolean, member: string, kind: string) => need(isRight, where, member, kind);
  holds(endpoint === undefined || isText(endpoint), 'endpoint', 'the name of an endpoint');
  holds(isText(model), 'model', 'a model');
  holds(Number.isInteger(status), 'status', 'an HTTP status');
  holds(isText(code), 'expected.code', 'a code of RerankError');
  holds(typeof retryable === 'boolean', 'expected.retryable', 'true or false');
  holds(isTexts(messageIncludes), 'expected.messageIncludes', 'a list of texts');
  holds(isTexts(messageExcludes), 'expected.messageExcludes', 'a list of texts');
  holds(retryAfterMs === undefined || isWait(retryAfterMs), 'expected.retryAfterMs', 'a number of milliseconds');
  return {
    name: file.replace(/\.json$/, ''),
    source: sourceOf(source, where),
    endpoint: endpoint as string | undefined,
    model: model as string,
    status: status as number,
    headers: asObject(headers, where, 'headers') as Readonly<Record<string, string>>,
    body,
    expected: {
      code,
      retryable,
      messageIncludes,
      messageExcludes,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    } as ErrorFixture['expected'],
  };
}

function readJson(root: string, file: string): unknown {
  const path = join(root, file);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Error(`The fixture ${file} is missing. Expected it at ${path}.`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The fixture ${relative(root, path)} is not JSON: ${(error as Error).message}.`);
  }
}

function asObject(value: unknown, file: string, member = 'it'): Readonly<Record<string, unknown>> {
  need(typeof value === 'object' && value !== null && !Array.isArray(value), file, member, 'an object');
  return value as Readonly<Record<string, unknown>>;
}

// An empty one is not the reader's to judge: a check of its own says so.
const sourceOf = (source: unknown, file: string): string => {
  need(source === undefined || typeof source === 'string', file, 'source', 'a text');
  return (source as string | undefined) ?? '';
};

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isWait = (value: unknown) => typeof value === 'number' && value >= 0;
const isTexts = (value: unknown) => Array.isArray(value) && value.every((text) => typeof text === 'string');

function need(isRight: boolean, file: string, member: string, kind: string): asserts isRight {
  if (!isRight) throw new Error(`The fixture ${file} is not right: ${member} must be ${kind}.`);
}
