#!/usr/bin/env node
import { terminalQuestions } from './questions.ts';
import { run } from './run.ts';

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  questions: process.stdin.isTTY && process.stdout.isTTY ? terminalQuestions() : undefined,
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
});
