import type { Visit } from './count.ts';
import type { Trace } from './run.ts';

/** Markdown: a heading with the figures, and the files in order of first entry, or every move. */
export function toMarkdown({ call, files, moves, list, walk }: Trace, shows: 'list' | 'walk'): string {
  const { title, limit, goal } = call;
  const target = goal === undefined ? '' : `, goal ${goal.files} and ${goal.moves}`;
  const heading = `## ${title}: ${files} files, ${moves} moves`;
  const lines = (shows === 'walk' ? walk : list).map(toLine);
  return [heading, '', `Limit ${limit.files} and ${limit.moves}${target}.`, '', ...lines, ''].join('\n');
}

const toLine = ({ file, functions }: Visit, index: number): string =>
  `${index + 1}. \`${file}\`: ${functions.map((name) => `\`${name}\``).join(', ')}`;

/** For machines: an object per call. */
export function toJson(traces: readonly Trace[]): string {
  const rows = traces.map(({ call: { name, limit, goal }, ...count }) => ({ name, limit, goal, ...count }));
  return JSON.stringify(rows, undefined, 2);
}
