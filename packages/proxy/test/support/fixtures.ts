import { readdirSync, readFileSync } from 'node:fs';

/** The JSON files of a folder beside the test, by name. */
export function readFixtures<Fixture>(folder: URL): readonly (readonly [name: string, fixture: Fixture])[] {
  return readdirSync(folder).map((file) => [
    file.replace(/\.json$/, ''),
    JSON.parse(readFileSync(new URL(file, `${folder.href}/`), 'utf8')) as Fixture,
  ]);
}
