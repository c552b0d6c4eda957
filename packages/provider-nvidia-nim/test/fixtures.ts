import { readdirSync, readFileSync } from 'node:fs';
import type { BuildInput, HttpRequest, ParsedRanking, RerankErrorCode } from '@openrerank/core';
import type { NvidiaNimOptions } from '../src/index.ts';

export interface RankingFixture {
  readonly source: string;
  readonly endpoint: 'retrieval' | 'ranking';
  readonly input: BuildInput<NvidiaNimOptions>;
  readonly request: HttpRequest;
  readonly response: unknown;
  readonly result: ParsedRanking;
}

export interface ErrorFixture {
  readonly source: string;
  readonly model: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | object;
  readonly expected: {
    readonly code: RerankErrorCode;
    readonly retryable: boolean;
    readonly messageIncludes: readonly string[];
    readonly messageExcludes?: readonly string[];
  };
}

const folder = new URL('fixtures/', import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));

export const rankingFixtures: readonly (readonly [string, RankingFixture])[] = readdirSync(folder, {
  withFileTypes: true,
})
  .filter((entry) => entry.isDirectory() && entry.name !== 'errors')
  .map(({ name }) => [
    name,
    {
      ...read(`${name}/input.json`),
      request: read(`${name}/request.json`),
      response: read(`${name}/response.json`),
      result: read(`${name}/result.json`),
    },
  ]);

export const errorFixtures: readonly (readonly [string, ErrorFixture])[] = readdirSync(new URL('errors/', folder)).map(
  (name) => [name.replace('.json', ''), read(`errors/${name}`)],
);
