import { type ConfigProblem, formatPath, formatProblem, type Path } from './config-error.ts';
import type { Position, YamlFile } from './yaml-file.ts';

/** Something to tell about one place of the file. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
  /** Whether the key or the value at the path is meant. */
  readonly at: 'key' | 'value';
}

/** What the steps of loading have found so far. Problems end the loading, but only after the last step. */
export interface Findings {
  problem(path: Path, message: string, at?: Finding['at']): void;
  warn(path: Path, message: string, at?: Finding['at']): void;
  /** Takes over what was found apart, such as in an entry that turned out to be meant for this proxy. */
  add(others: Findings): void;
  readonly problems: readonly Finding[];
  readonly warnings: readonly Finding[];
}

export function createFindings(): Findings {
  const problems: Finding[] = [];
  const warnings: Finding[] = [];
  return {
    problem: (path, message, at = 'value') => problems.push({ path, message, at }),
    warn: (path, message, at = 'value') => warnings.push({ path, message, at }),
    add: (others) => {
      problems.push(...others.problems);
      warnings.push(...others.warnings);
    },
    problems,
    warnings,
  };
}

/** In the file's order, since that is how they are worked off. */
export const locateAll = (findings: readonly Finding[], file: string, yaml: YamlFile): readonly ConfigProblem[] =>
  findings
    .map(({ path, message, at }) => ({ file, ...yaml.locate(path, at), path: formatPath(path), message }))
    .sort(byPlace);

/** As sentences, together with what the YAML parser let pass. */
export const formatWarnings = (findings: readonly Finding[], file: string, yaml: YamlFile): readonly string[] =>
  [
    ...findings.map(({ path, message, at }) => ({ ...yaml.locate(path, at), path: formatPath(path), message })),
    ...yaml.remarks.map((remark) => ({ ...remark, path: '' })),
  ]
    .sort(byPlace)
    .map((warning) => formatProblem({ file, ...warning }));

const byPlace = (a: Position, b: Position): number => a.line - b.line || a.column - b.column;
