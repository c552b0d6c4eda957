import type { RerankProvider, RerankProviderFactory } from '@openrerank/core';
import { type Check, inGroup } from './check.ts';
import { callChecks } from './checks/calls.ts';
import { definitionChecks } from './checks/definition.ts';
import { fixtureChecks } from './checks/fixtures.ts';
import { liveChecks } from './checks/live.ts';
import { optionChecks } from './checks/options.ts';
import { purityChecks } from './checks/purity.ts';
import type { Fixtures } from './fixture.ts';
import type { ConformanceOptions } from './options.ts';
import { readFixtures } from './read-fixtures.ts';
import { toSubject } from './subject.ts';

/**
 * All that the kit can prove of a provider, as checks to run in any order or at once. Fixtures that cannot be read are a
 * check that fails. Throws an `Error` where `provider` is none.
 */
export function conformanceChecks(
  provider: RerankProvider | RerankProviderFactory,
  options: ConformanceOptions = {},
): readonly Check[] {
  const read = fixturesOf(options);
  const subject = toSubject(provider, options, read.fixtures ?? none);
  return [
    ...definitionChecks(subject),
    ...optionChecks(subject),
    ...(read.error === undefined ? fixtureChecks(subject) : unreadable(read.error)),
    ...purityChecks(subject),
    ...callChecks(subject, options),
    ...(options.live ? liveChecks(subject) : []),
  ];
}

type Read =
  | { readonly fixtures: Fixtures; readonly error?: undefined }
  | { readonly fixtures?: undefined; readonly error: unknown };

const none: Fixtures = { rankings: [], errors: [] };

function fixturesOf({ fixtures = none }: ConformanceOptions): Read {
  if (typeof fixtures !== 'string' && !(fixtures instanceof URL)) return { fixtures };
  try {
    return { fixtures: readFixtures(fixtures) };
  } catch (error) {
    return { error };
  }
}

const unreadable = (error: unknown) =>
  inGroup('fixtures', [
    [
      'they can be read',
      () => {
        throw error;
      },
    ],
  ]);
