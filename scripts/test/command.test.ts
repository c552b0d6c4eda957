import { describe, expect, it, vi } from 'vitest';
import { runCommand } from '../check/command.ts';
import { mapLimited } from '../check/concurrency.ts';

const node = (script: string, options?: Parameters<typeof runCommand>[2]) =>
  runCommand(process.execPath, ['-e', script], options);

describe('runCommand', () => {
  it('collects what a program prints, on both streams', async () => {
    const { ok, stdout, output } = await node("console.log('out'); console.error('err')");
    expect({ ok, stdout }).toEqual({ ok: true, stdout: 'out\n' });
    expect(output.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('is not ok when the program exits with an error', async () => {
    expect(await node('process.exit(3)')).toMatchObject({ ok: false });
  });

  it('says so when there is no such program', async () => {
    const { ok, output } = await runCommand('no-such-program', []);
    expect(ok).toBe(false);
    expect(output).toContain('no-such-program');
  });

  it('ends a program that takes too long', async () => {
    const { ok, output } = await node('setInterval(() => {}, 1000)', { timeoutMs: 100 });
    expect(ok).toBe(false);
    expect(output).toContain('was ended by SIGKILL');
  });

  it('gives the program no input to wait for', async () => {
    expect(await node("process.stdin.on('end', () => console.log('ended')).resume()")).toMatchObject({
      stdout: 'ended\n',
    });
  });

  it("hides the developer's own keys, and passes on what the gate sets", async () => {
    vi.stubEnv('NVIDIA_NIM_API_KEY', 'nvapi-mine');
    const names = "['NVIDIA_NIM_API_KEY', 'NIM_PORT'].map((name) => process.env[name])";
    expect(await node(`console.log(JSON.stringify(${names}))`, { env: { NIM_PORT: '1' } })).toMatchObject({
      stdout: '[null,"1"]\n',
    });
  });

  it("finds the workspace's own tools", async () => {
    expect((await runCommand('tsc', ['--version'])).stdout).toMatch(/^Version 5\./);
  });
});

describe('mapLimited', () => {
  it('keeps the order of the items and never runs more than the limit at a time', async () => {
    let running = 0;
    let most = 0;
    const doubled = await mapLimited(
      [1, 2, 3, 4, 5],
      async (item) => {
        most = Math.max(most, ++running);
        await new Promise(setImmediate);
        running -= 1;
        return item * 2;
      },
      2,
    );
    expect(doubled).toEqual([2, 4, 6, 8, 10]);
    expect(most).toBe(2);
  });

  it('rejects when one item fails', async () => {
    await expect(mapLimited([1], () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });
});
