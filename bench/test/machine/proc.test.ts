import { describe, expect, it } from 'vitest';
import { parseCoreList, parseCoreTimes, parseMemory, parseProcessSeconds } from '../../src/machine/proc.ts';

describe('parseCoreTimes', () => {
  it('counts waiting for disks as idle, and guests once', () => {
    const times = parseCoreTimes('cpu1 100 20 30 500 50 6 4 40 90 0');
    expect(times.busy).toBeCloseTo(2);
    expect(times.steal).toBeCloseTo(0.4);
    expect(times.total).toBeCloseTo(7.5);
  });
});

describe('parseProcessSeconds', () => {
  it('adds user and system time, whatever the name of the process holds', () => {
    const fields = ['S', ...Array.from({ length: 10 }, () => '7'), '150', '50', '0', '0'];
    expect(parseProcessSeconds(`42 (node (x) 1 2) ${fields.join(' ')}`)).toBeCloseTo(2);
  });
});

describe('parseMemory', () => {
  it('gives what is resident and its peak, in megabytes', () => {
    const { rss, peak } = parseMemory('Name:\tnode\nVmHWM:\t  500000 kB\nVmRSS:\t  250000 kB\n');
    expect(rss).toBeCloseTo(256);
    expect(peak).toBeCloseTo(512);
  });
});

describe('parseCoreList', () => {
  it('reads single cores and ranges', () => {
    expect(parseCoreList('0-2,5,7-8')).toEqual([0, 1, 2, 5, 7, 8]);
  });
});
