import { expect, test } from 'vitest';
import { conformanceChecks } from '../src/index.ts';
import { fixtures } from './support/acme.ts';
import { broken } from './support/broken.ts';
import { failuresOf } from './support/run-checks.ts';

for (const { mistake, check, provider, options } of broken) {
  test(`${mistake} fails "${check}" and nothing else`, async () => {
    const isLocal = 'length' in provider.definition.endpoints;
    const failures = await failuresOf(conformanceChecks(provider, options ?? (isLocal ? {} : { fixtures })));
    expect(failures.map((failure) => failure.check)).toEqual([check]);
    expect(failures[0]?.message).toMatch(/^[^\n]+\n {2}Expected: [^\n]+\n {2}To mend it: [^\n]+$/);
  });
}
