import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PackageFile } from '../src/index.ts';

const page = fileURLToPath(new URL('../../../docs/write-a-provider.md', import.meta.url));

/** The files of a page: the code blocks that have a path beside their language. */
export const pageFiles = (): readonly PackageFile[] =>
  [...readFileSync(page, 'utf8').matchAll(/^(`{3,})\w+ (\S+)\n([\s\S]*?\n)\1$/gm)].map(
    ([, , path = '', text = '']) => ({
      path,
      text,
    }),
  );
