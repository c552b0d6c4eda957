import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { post } from './ask.ts';

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));

test('a process serves until it is told to stop, and leaves nothing that keeps it alive', {
  timeout: 30_000,
}, async () => {
  const child = spawn(process.execPath, ['--conditions=@openrerank/source', '--import=tsx', cli, '--port=0'], {
    cwd: root,
  });
  const exited = once(child, 'exit');
  const [greeting] = await once(child.stdout, 'data');
  const url = /http:\/\/[\d.:]+/.exec(String(greeting))?.[0] ?? '';
  expect((await post({ url })).status).toBe(200);
  child.kill('SIGTERM');
  await expect(exited).resolves.toEqual([0, null]);
});
