// `npm run demo`: installs, builds, and runs examples/proxy-basic, which starts all it needs and stops it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { bootstrap, root, toolEnv } from './bootstrap.mjs';

const env = toolEnv();

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} [cwd]
 * @param {'inherit' | 'pipe'} [stdio]
 */
function run(command, args, cwd = root, stdio = 'inherit') {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, stdio, encoding: 'utf8' });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  process.exit(status ?? 1);
}

bootstrap();
// Its output is only of interest when it fails.
run('turbo', ['run', 'build', '--output-logs=errors-only'], root, 'pipe');
run('tsx', ['src/demo.ts', ...process.argv.slice(2)], join(root, 'examples', 'proxy-basic'));
