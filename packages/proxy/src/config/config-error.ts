/** Where a value stands in the file: keys and list positions from the top. */
export type Path = readonly (string | number)[];

/** One thing wrong with a configuration. Line and column count from 1; absent where the file itself is the problem. */
export interface ConfigProblem {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** As in `model_list[0].litellm_params.api_base`; empty for the whole file. */
  readonly path: string;
  /** What was expected and what to do. Never a value of the file, which may be a key. */
  readonly message: string;
}

/**
 * A configuration that cannot be served, with everything that is wrong with it.
 *
 * A class, the second one beside `RerankError`: who embeds the proxy tells a wrong file from a defect by `instanceof`,
 * and what is wrong with a file fits none of the codes of a rerank call.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];
  /** What would have been told of a file without these problems; see `ProxyConfig.warnings`. */
  readonly warnings: readonly string[];

  constructor(problems: readonly ConfigProblem[], warnings: readonly string[] = []) {
    const lines = problems.map(formatProblem);
    super(lines.length === 1 ? lines[0] : [`The configuration has ${lines.length} problems:`, ...lines].join('\n'));
    this.problems = problems;
    this.warnings = warnings;
  }
}

/** `config.yaml:4:7: model_list[0].model_name: …`, the form that editors and terminals link. */
export function formatProblem({ file, line, column, path, message }: ConfigProblem): string {
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  return [place, ...(path === '' ? [] : [path]), message].join(': ');
}

/** `['model_list', 0, 'model_name']` as `model_list[0].model_name`. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    const key = /^[\w*/-]+$/.test(step) ? step : JSON.stringify(step);
    return text === '' ? key : `${text}.${key}`;
  }, '');
}
