import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { efforts } from '../../src/effort.ts';
import type { Measurement } from '../../src/measure/measurement.ts';
import { throughputChart } from '../../src/report/chart.ts';
import { fillTemplate } from '../../src/report/document.ts';
import { createFigures } from '../../src/report/figures.ts';
import { goals } from '../../src/report/goals.ts';
import { notes } from '../../src/report/notes.ts';
import type { Report } from '../../src/report/report.ts';
import { summarize } from '../../src/report/summary.ts';

const measurement = (scenario: string, variant: string, values: Measurement['values']): Measurement => ({
  scenario,
  variant,
  round: 0,
  values,
});
const measurements = [
  measurement('S', 'direct', { requestsPerSecond: 50_000, p50Ms: 0.5 }),
  measurement('S', 'buffered', { requestsPerSecond: 4000, p50Ms: 2, cpuMicros: 150 }),
  measurement('S', 'openrerank', { requestsPerSecond: 3400, p50Ms: 2.5, cpuMicros: 170 }),
  measurement('S-alone', 'direct', { p50Ms: 0.1 }),
  measurement('S-alone', 'openrerank', { p50Ms: 0.5, p99Ms: 1 }),
  measurement('mix/S', 'openrerank', { p50Ms: 23 }),
];
const report: Report = {
  format: 1,
  effort: efforts.quick,
  date: '2026-01-02T03:04:05.000Z',
  seconds: 200,
  machine: { cpu: 'A processor', cores: 2, memoryGb: 8, kernel: 'Linux 6' },
  versions: { node: 'v20.20.2' },
  workloads: [{ id: 'S', title: '3 short documents', bytes: 408 }],
  scenarios: [
    { id: 'S', kind: 'closed', title: 'S: small' },
    { id: 'S-alone', kind: 'closed', title: 'S, one connection' },
    { id: 'mix', kind: 'open', title: 'S under L' },
  ],
  failed: [],
  skipped: { litellm: 'Python is missing' },
  measurements,
  summary: summarize(createFigures(measurements)),
};

describe('fillTemplate', () => {
  it.each(['benchmarks', 'scaling'])('fills every place of the template that docs/%s.md is made from', (page) => {
    const template = readFileSync(new URL(`../../report/${page}.template.md`, import.meta.url), 'utf8');
    expect(fillTemplate(template, report)).not.toContain('{{');
  });

  it('shows goals with what was measured, and what was left out', () => {
    const filled = fillTemplate('{{summary}} {{skipped}}', report);
    expect(filled).toContain('| requests/s: proxy / buffered pass-through | S | ≥ 0.8 | ≥ 1.1 | 0.85 | pass |');
    expect(filled).toContain('- litellm: Python is missing');
  });

  it('shows what is allocated, and what core costs', () => {
    const all = [
      measurement('garbage', 'openrerank-sdk', { garbageKb: 11 }),
      measurement('garbage', 'undici-dispatch', { garbageKb: 9.1 }),
      measurement('core-part', 'core', { cpuMicros: 36, garbageKb: 18 }),
    ];
    const filled = fillTemplate('{{summary}} {{garbage}} {{core-part}}', {
      ...report,
      measurements: all,
      summary: summarize(createFigures(all)),
    });
    expect(filled).toMatch(/\| allocated per request of S \| sdk .* \| 11 kB \| pass \|/);
    expect(filled).toMatch(/\| core's part .* \| CPU \| ≤ 12 µs \| – \| 36 µs \| \*\*miss\*\* \|/);
    expect(filled).toContain('| undici-dispatch | 9.10 | – |');
    expect(filled).toContain('| core | 36 | 18 |');
  });

  it('gives what a variant adds to having none', () => {
    expect(fillTemplate('{{alone}}', report)).toContain('| openrerank | 0.50 | 0.40 | – | – | – |');
  });

  it('has a table for each stream of an open loop', () => {
    expect(fillTemplate('{{open}}', report)).toMatch(/### S under L\n\nS:\n\n\| variant/);
  });

  it('counts the goals that were met', () => {
    expect(fillTemplate('{{verdict}}', report)).toContain('**1 of ');
  });

  it('says why a goal was missed, and nothing of those that were met', () => {
    const slow = [
      measurement('cold-start', 'openrerank', { startMs: 900 }),
      measurement('cold-start', 'bare', { startMs: 90 }),
    ];
    const notes = fillTemplate('{{notes}}', {
      ...report,
      summary: summarize(createFigures([...measurements, ...slow])),
    });
    expect(notes).toMatch(/^- cold start to the first 200/);
    expect(notes).not.toContain('requests/s');
  });

  it('refuses a place that nothing fills', () => {
    expect(() => fillTemplate('{{nonsense}}', report)).toThrow('{{nonsense}}');
  });
});

describe('notes', () => {
  it('are about goals that there are', () => {
    expect(goals.map(({ title }) => title)).toEqual(expect.arrayContaining(Object.keys(notes)));
  });
});

describe('throughputChart', () => {
  it('draws a bar for what was measured, in proportion', () => {
    const chart = throughputChart(createFigures(measurements));
    const widths = [...chart.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
    expect(widths).toHaveLength(2);
    expect(widths[1]! / widths[0]!).toBeCloseTo(0.85, 2);
  });
});
