import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultTargets, wrongAnswers } from '../src/fault.ts';
import { createJournal } from '../src/journal.ts';
import { profileNames } from '../src/profiles.ts';
import { settingsSchema } from '../src/settings-schema.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test.each([
  ['setting', Object.keys(settingsSchema.shape)],
  ['profile', profileNames],
  ['target of a fault', faultTargets],
  ['wrong answer', wrongAnswers],
  ['counter', Object.keys(createJournal(0).counters)],
])('the README names every %s', (_, names) => {
  expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
