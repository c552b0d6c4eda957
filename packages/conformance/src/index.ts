export type { Check } from './check.ts';
export { conformanceChecks } from './conformance-checks.ts';
export type { ErrorFixture, Fixtures, RankingFixture } from './fixture.ts';
export type { ConformanceOptions, MakeAnswer, UpstreamRequest } from './options.ts';
export { readFixtures } from './read-fixtures.ts';
