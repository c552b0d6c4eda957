#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import module from 'node:module';
import { run } from './cli/run.ts';

// From Node 22.1: what is imported from here on is compiled once, and not at every start. Without a place for it nothing
// changes.
const { enableCompileCache } = module as { readonly enableCompileCache?: () => unknown };
enableCompileCache?.();

// One folder up from src and from dist alike.
const manifest: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);
const code = await run(process.argv.slice(2), manifest.version, {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
});
if (code !== undefined) process.exitCode = code;
