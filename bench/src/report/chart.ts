import { baseVariant } from '../variants/variant.ts';
import type { Figures } from './figures.ts';
import { formatNumber } from './format.ts';

const workloads = ['S', 'M', 'L'] as const;
const variants = {
  buffered: { title: 'buffered pass-through', color: '#8c8c8c' },
  streaming: { title: 'streaming', color: '#b5b5b5' },
  openrerank: { title: 'OpenRerank proxy', color: '#2f7d32' },
  naive: { title: 'naive JSON proxy', color: '#c77700' },
  portkey: { title: 'Portkey', color: '#7b4fb3' },
  litellm: { title: 'LiteLLM', color: '#b3413f' },
} as const;

const width = 760;
const labelWidth = 150;
const barHeight = 18;
const gap = 4;

interface Bar {
  readonly title: string;
  readonly color: string;
  readonly ratio: number;
  readonly requestsPerSecond: number;
}

/** Requests per second of S, M and L divided by those of the base variant. Readable on white and on black. */
export function throughputChart(figures: Figures): string {
  const groups = workloads.map((workload) => ({ workload, bars: barsOf(figures, workload) }));
  const most = Math.max(1, ...groups.flatMap(({ bars }) => bars.map(({ ratio }) => ratio)));
  const scale = (width - labelWidth - 150) / most;
  let y = 28;
  const parts = groups.flatMap(({ workload, bars }) => {
    const heading = text(0, y + 13, workload, 'class="head"');
    const lines = bars.map((bar, index) => drawBar(bar, y + index * (barHeight + gap), scale));
    y += bars.length * (barHeight + gap) + 16;
    return [heading, ...lines];
  });
  const title = text(0, 14, 'requests per second / buffered pass-through, one core (longer is better)', 'class="head"');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" role="img" aria-label="Requests per second relative to buffered pass-through">
<style>text{font:13px system-ui,sans-serif;fill:#24292f}.head{font-weight:600}@media(prefers-color-scheme:dark){text{fill:#e6edf3}}</style>
${[title, ...parts].join('\n')}
</svg>
`;
}

function barsOf(figures: Figures, workload: string): readonly Bar[] {
  return Object.entries(variants).flatMap(([variant, style]) => {
    const requests = figures.spread([workload, variant], 'requestsPerSecond');
    const ratio = figures.ratio('requestsPerSecond', [workload, variant], [workload, baseVariant]);
    if (requests === undefined || ratio === undefined) return [];
    return [{ ...style, ratio: ratio.median, requestsPerSecond: requests.median }];
  });
}

function drawBar({ title, color, ratio, requestsPerSecond }: Bar, y: number, scale: number): string {
  const length = Math.max(1, ratio * scale);
  const figure = `${formatNumber(ratio)}  (${formatNumber(requestsPerSecond)}/s)`;
  return [
    text(labelWidth - 8, y + 13, title, 'text-anchor="end"'),
    `<rect x="${labelWidth}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" rx="2" fill="${color}"/>`,
    text(labelWidth + length + 6, y + 13, figure),
  ].join('');
}

const text = (x: number, y: number, content: string, attributes = '') =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${content}</text>`;
