import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchFolder } from '../folders.ts';
import { throughputChart } from './chart.ts';
import { fillTemplate } from './document.ts';
import { createFigures } from './figures.ts';
import type { Report } from './report.ts';
import { summaryTable } from './tables.ts';

/** Writes `benchmarks.md` and `scaling.md`, and beside them a folder with the figures as JSON and the chart. Prints the summary. */
export function writeReport(report: Report, folder: string): void {
  const details = join(folder, 'benchmarks');
  mkdirSync(details, { recursive: true });
  for (const page of ['benchmarks', 'scaling'] as const) {
    const template = readFileSync(join(benchFolder, `report/${page}.template.md`), 'utf8');
    writeFileSync(join(folder, `${page}.md`), fillTemplate(template, report));
  }
  writeFileSync(join(details, 'results.json'), toJson(report));
  writeFileSync(join(details, 'throughput.svg'), throughputChart(createFigures(report.measurements)));
  console.log(summaryTable(report.summary.filter(({ verdict }) => verdict !== 'not measured')));
  for (const [what, why] of Object.entries(report.skipped)) console.log(`Not measured: ${what}: ${why}`);
  console.log(`\nWritten to ${join(folder, 'benchmarks.md')} in ${report.seconds} s of measuring.`);
}

/** One item a line, so that two runs can be compared by eye. Six digits are more than any measured figure has; counts stay. */
function toJson(report: Report): string {
  const rounded = (_: string, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
  const members = Object.entries(report).map(([key, value]) => {
    const items = Array.isArray(value)
      ? `[\n${value.map((item) => `  ${JSON.stringify(item, rounded)}`).join(',\n')}\n]`
      : JSON.stringify(value, rounded);
    return `${JSON.stringify(key)}: ${items}`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}
