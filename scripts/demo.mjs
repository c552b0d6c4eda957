// `npm run demo`: installs, builds, and runs examples/proxy-basic, which starts all it needs and stops it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { bootstrap, root, toolEnv } from './bootstrap.mjs';

/**
 * Runs a program to its end, and passes on to it what would stop this one. Rejects when it cannot be started.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, stdio?: 'inherit' | 'pipe' }} [options] What is piped is in `output`.
 */
async function run(command, args, { cwd = root, stdio = 'inherit' } = {}) {
  let output = '';
  const child = spawn(command, args, { cwd, env: toolEnv(), stdio: ['ignore', stdio, stdio] });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  /** @type {number} */
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (status) => resolve(status ?? 1));
  });
  process.off('SIGINT', forward).off('SIGTERM', forward);
  return { code, output };
}

const demo = '@openrerank-examples/proxy-basic';

try {
  bootstrap({ only: demo });
  console.log('Building …');
  // Its output is only of interest when it fails.
  const build = await run('turbo', ['run', 'build', `--filter=${demo}...`, '--output-logs=errors-only'], {
    stdio: 'pipe',
  });
  if (build.code === 0) {
    const args = ['--import', 'tsx', 'src/demo.ts', ...process.argv.slice(2)];
    const { code } = await run(process.execPath, args, { cwd: join(root, 'examples', 'proxy-basic') });
    process.exitCode = code;
  } else {
    process.stderr.write(build.output);
    process.exitCode = build.code;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
