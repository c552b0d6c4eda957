import { describe, expect, it } from 'vitest';
import type { Gate, GateResult } from '../check/gate.ts';
import { runGates } from '../check/run-gates.ts';

const gate = (name: string, run: () => GateResult, needs: readonly string[] = []): Gate => ({
  name,
  title: name,
  needs,
  run: async () => run(),
});

async function run(...gates: readonly Gate[]) {
  const lines: string[] = [];
  const total = await runGates(gates, { update: false }, (text) => lines.push(text));
  return { total, lines };
}

describe('runGates', () => {
  it('logs a line with the time and the note for each gate', async () => {
    const { lines } = await run(gate('types', () => ({ ok: true, note: '7 projects' })));
    expect(lines).toEqual([expect.stringMatching(/^✓ types +\d+\.\d s {2}7 projects$/)]);
  });

  it('goes on after a failure and shows its whole output', async () => {
    const { total, lines } = await run(
      gate('lint', () => ({ ok: false, output: 'line 1\nline 2\n' })),
      gate('types', () => ({ ok: true })),
    );
    expect(total).toEqual({ passed: 1, failed: 1 });
    expect(lines[0]).toMatch(/^✗ lint +\d+\.\d s\n\nline 1\nline 2\n$/);
    expect(lines[1]).toMatch(/^✓ types/);
  });

  it('fails what needs a failed gate without running it, however far down the line', async () => {
    const never = () => {
      throw new Error('must not run');
    };
    const { total, lines } = await run(
      gate('build', () => ({ ok: false })),
      gate('pack', never, ['build']),
      gate('smoke', never, ['pack']),
    );
    expect(total).toEqual({ passed: 0, failed: 3 });
    expect(lines.slice(1)).toEqual([
      expect.stringContaining('not run, because build failed'),
      expect.stringContaining('not run, because pack failed'),
    ]);
  });

  it('turns an exception into a failure', async () => {
    const { total, lines } = await run(
      gate('size', () => {
        throw new Error('no such file');
      }),
    );
    expect(total).toEqual({ passed: 0, failed: 1 });
    expect(lines[0]).toContain('no such file');
  });

  it('says why a gate was skipped, and counts it neither way', async () => {
    const { total, lines } = await run(gate('newer', () => ({ ok: true, skipped: 'not on this platform' })));
    expect(total).toEqual({ passed: 0, failed: 0 });
    expect(lines[0]).toMatch(/^– newer .*skipped: not on this platform$/);
  });

  it('adds the tests of all gates to the gates without tests', async () => {
    const { total } = await run(
      gate('lint', () => ({ ok: true })),
      gate('tests', () => ({ ok: false, tests: { passed: 10, failed: 2 } })),
      gate('newer', () => ({ ok: true, tests: { passed: 12, failed: 0 } })),
    );
    expect(total).toEqual({ passed: 23, failed: 2 });
  });
});
