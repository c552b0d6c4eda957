import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('../src/', import.meta.url);
const sources = readdirSync(folder)
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .join('\n');

test.each(['google-auth-library'])(
  '%s is loaded by the first request and not by an import of this package',
  (library) => {
    expect(sources).toContain(`import('${library}')`);
    expect(sources).not.toContain(`from '${library}'`);
  },
);
