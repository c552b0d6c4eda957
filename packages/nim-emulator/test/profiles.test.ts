import { expect, test } from 'vitest';
import { knownModels, toModel } from '../src/models.ts';
import { profileNames, profiles, settingsFor } from '../src/profiles.ts';
import { settingsSchema } from '../src/settings-schema.ts';

test('every setting of every profile passes the check of settings', () => {
  for (const name of profileNames) {
    for (const side of [profiles[name].container, profiles[name].hosted]) {
      if (side !== undefined) expect(settingsSchema.parse(side.settings)).toEqual(side.settings);
    }
  }
});

test('every model of a profile is a known one, and hosted ones have a path', () => {
  for (const name of profileNames) {
    const { container, hosted } = profiles[name];
    for (const id of [...(container?.models ?? []), ...(hosted?.models ?? [])]) {
      expect(knownModels.map((model) => model.id)).toContain(id);
    }
    for (const id of hosted?.models ?? []) expect(toModel(id).hosted).toBeDefined();
  }
});

test('an over-length input is 400 until 1.9.0 and 422 after', () => {
  expect(profiles['nim-1.8'].container?.settings.overLengthStatus).toBe(400);
  expect(profiles['nim-1.10'].container?.settings.overLengthStatus).toBe(422);
  expect(profiles['nim-2.3'].container?.settings.overLengthStatus).toBe(422);
});

test('settings hold per model by its own id alone', () => {
  const settings = profiles.hosted.hosted?.settings;
  if (settings === undefined) throw new Error('hosted is hosted');
  expect(settingsFor(settings, 'nvidia/llama-nemotron-rerank-vl-1b-v2')).toMatchObject({
    maxPassages: 1000,
    truncate: 'END',
  });
  expect(settingsFor(settings, 'other')).toBe(settings);
  expect(settingsFor(settings, 'constructor')).toBe(settings);
});
