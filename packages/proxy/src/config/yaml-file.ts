import { LineCounter, type Node, parseDocument } from 'yaml';
import { ConfigError, type Path } from './config-error.ts';
import { yamlProblems } from './yaml-problems.ts';
import { offsetOf, toPlain } from './yaml-tree.ts';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A YAML file as plain data that knows where each of its values is written. */
export interface YamlFile {
  readonly value: unknown;
  /** Of the nearest ancestor where the path itself is not in the file. */
  locate(path: Path, at: 'key' | 'value'): Position;
  /** What the parser let pass, such as a tag that means nothing here. */
  readonly remarks: readonly (Position & { readonly message: string })[];
}

/**
 * Throws a `ConfigError` with every syntax error. YAML 1.2 with the merge keys (`<<`) of 1.1, which LiteLLM's files use.
 * A byte order mark and Windows line ends are fine.
 */
export function readYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  // prettyErrors would quote the line, and the line may hold a key.
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    resolveKnownTags: false,
  });
  const toPosition = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems = document.errors.map(({ code, pos }) => ({
    file,
    ...toPosition(pos[0]),
    path: '',
    message: yamlProblems[code],
  }));
  if (problems.length > 0) throw new ConfigError(problems);

  const places = new Map<string, { readonly key: number; readonly value: number }>();
  const fail = (node: Node, message: string): never => {
    throw new ConfigError([{ file, ...toPosition(offsetOf(node)), path: '', message }]);
  };
  const value = toPlain(document, { fail, place: (path, key, at) => places.set(pathKey(path), { key, value: at }) });
  return {
    value,
    locate: (path, at) => {
      for (let length = path.length; length > 0; length--) {
        const place = places.get(pathKey(path.slice(0, length)));
        if (place !== undefined) return toPosition(length === path.length ? place[at] : place.key);
      }
      return toPosition(document.contents === null ? 0 : offsetOf(document.contents));
    },
    remarks: document.warnings.map(({ code, pos }) => ({ ...toPosition(pos[0]), message: yamlProblems[code] })),
  };
}

const pathKey = (path: Path): string => JSON.stringify(path);
