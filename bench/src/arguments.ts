import { parseArgs } from 'node:util';
import { type Effort, efforts } from './effort.ts';
import { type Scenario, scenarios } from './scenarios.ts';

export interface Arguments {
  readonly effort: Effort;
  readonly scenarios: readonly Scenario[];
  /** Where the report goes; undefined is the repository's docs. */
  readonly out: string | undefined;
  readonly command: 'run' | 'list' | 'help';
}

export const usage = `pnpm bench [options]

  --full              longer rounds, more of them, more variants: about 36 minutes instead of 7
  --only S,M,sdk      scenarios with these ids, or whose ids begin so; the report goes to bench/.cache/results
  --out <folder>      where the report goes (default: docs)
  --list              the scenarios
  --help              this text`;

/** Throws for arguments that it does not know. */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      full: { type: 'boolean', default: false },
      only: { type: 'string' },
      out: { type: 'string' },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const effort = values.full ? efforts.full : efforts.quick;
  return {
    effort,
    scenarios: chooseScenarios(values.only, values.full),
    // A part of the figures must not replace all of them.
    out: values.out ?? (values.only === undefined ? undefined : 'bench/.cache/results'),
    command: values.help ? 'help' : values.list ? 'list' : 'run',
  };
}

export function chooseScenarios(only: string | undefined, isFull: boolean): readonly Scenario[] {
  if (only === undefined) return scenarios.filter(({ fullOnly }) => isFull || fullOnly !== true);
  const chosen = new Set(only.split(',').flatMap(idsLike));
  return scenarios.filter(({ id }) => chosen.has(id));
}

/** `S` is S alone, `S-` all that begins with it. */
function idsLike(start: string): readonly string[] {
  const ids = scenarios.map(({ id }) => id);
  const alike = ids.includes(start) ? [start] : ids.filter((id) => id.startsWith(start));
  if (alike.length === 0) throw new Error(`No scenario's id is or begins with "${start}"; see --list.`);
  return alike;
}
