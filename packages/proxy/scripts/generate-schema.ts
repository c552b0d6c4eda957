/** Writes config.schema.json, or with --check says whether it is what the zod schema gives. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { configJsonSchema } from './config-json-schema.ts';

const file = new URL('../config.schema.json', import.meta.url);
const generated = format(JSON.stringify(configJsonSchema()));

if (!process.argv.includes('--check')) {
  writeFileSync(file, generated);
  console.log(`${file.pathname} written`);
} else if (readFileSync(file, 'utf8') === generated) {
  console.log('config.schema.json is up to date');
} else {
  console.error('config.schema.json is stale: run "npm run schema" in packages/proxy');
  process.exitCode = 1;
}

function format(json: string): string {
  const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [biome, 'format', '--stdin-file-path=packages/proxy/config.schema.json'],
    { input: json, encoding: 'utf8', cwd: new URL('../../..', import.meta.url) },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
