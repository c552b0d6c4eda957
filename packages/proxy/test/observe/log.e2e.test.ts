import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const source = new URL('../../src/', import.meta.url);
const root = fileURLToPath(new URL('../../../..', import.meta.url));

function start(program: string) {
  const imports = `
    import { createLogger, flushLog } from '${source}observe/log.ts';
    import { createProxy, defaultConfig } from '${source}index.ts';
  `;
  const flags = ['--import=tsx', '--conditions=@openrerank/source', '--input-type=module'];
  return spawn(process.execPath, [...flags, '-e', imports + program], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** All that a program of its own writes to its standard output. */
async function outputOf(program: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const lines = (await text(start(program).stdout)).trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

const write = (count: number) => `
  const logger = createLogger('info');
  for (let i = 0; i < ${count}; i++) logger.info({ i }, 'a line');
`;

// Each starts a process that compiles the sources.
describe('lines on standard output', { timeout: 60_000 }, () => {
  it.each([
    ['ends by itself', ''],
    ['exits', 'process.exit(0);'],
    ['fails', 'throw new Error("x");'],
    ['fails later', 'setImmediate(() => { throw new Error("x"); });'],
    ['is killed after they were flushed', 'await flushLog(logger); process.kill(process.pid, "SIGKILL");'],
  ])('are all there when the program %s', async (_, end) => {
    const lines = await outputOf(write(1_000) + end);
    expect(lines.map(({ i }) => i)).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
  });

  it('appear while it runs, without more of them', async () => {
    const child = start(`${write(1)} setInterval(() => {}, 1_000);`);
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = await once(child.stdout, 'data');
    expect(JSON.parse(String(line))).toMatchObject({ i: 0 });
  });

  it('of requests are written when a proxy has closed', async () => {
    const lines = await outputOf(`
      const proxy = await createProxy({ config: defaultConfig({}) });
      const url = await proxy.listen({ host: '127.0.0.1', port: 0 });
      for (let i = 0; i < 20; i++) await (await fetch(url + '/v1/models')).text();
      await proxy.close();
      process.kill(process.pid, 'SIGKILL');
    `);
    expect(lines.filter(({ msg }) => msg === 'request')).toHaveLength(20);
  });
});
