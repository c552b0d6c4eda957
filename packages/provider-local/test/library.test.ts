import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { loadLibrary } from '../src/node/library.ts';
import { temporaryFolder } from './tiny-model.ts';

const need = { model: 'local/acme', libraries: ['acme', '@acme/weights'] };

/** A folder with a library in it, as a place to look for libraries from. */
function placeWith(name: string, code: string): string {
  const folder = temporaryFolder();
  const file = join(folder, 'node_modules', name, 'index.js');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code);
  return pathToFileURL(join(folder, 'any')).href;
}

it('loads a library from the first place that has it', () => {
  const [empty, first, second] = [
    placeWith('other', ''),
    placeWith('acme', 'exports.from = "first";'),
    placeWith('acme', 'exports.from = "second";'),
  ];
  expect(loadLibrary('acme', need, [empty, first, second])).toEqual({ from: 'first' });
});

it('says what to install where it is in none', () => {
  expect(() => loadLibrary('acme', need)).toThrow(
    expect.objectContaining({
      code: 'unavailable',
      retryable: false,
      message: 'local/acme needs acme, which is not installed: npm install acme @acme/weights',
    }),
  );
});

it('tells a library that does not load from one that is not there', () => {
  const place = placeWith('acme', 'throw new Error("no binary for this platform\\nRequire stack: …");');
  expect(() => loadLibrary('acme', need, [place])).toThrow(
    expect.objectContaining({
      code: 'unavailable',
      message: 'local/acme needs acme, which does not load: no binary for this platform',
    }),
  );
});

it('passes on what a library throws that is no error', () => {
  const place = placeWith('acme', 'throw "out of order";');
  expect(() => loadLibrary('acme', need, [place])).toThrow('does not load: out of order');
});

it('finds the libraries that this package is tested with', () => {
  expect(loadLibrary<{ Tokenizer: unknown }>('@huggingface/tokenizers', need).Tokenizer).toBeTypeOf('function');
});
