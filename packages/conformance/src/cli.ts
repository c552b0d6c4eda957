#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { run } from './cli/run.ts';

// One folder up from src and from dist alike.
const manifest: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);
process.exitCode = await run(process.argv.slice(2), manifest.version, process.cwd(), {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
});
