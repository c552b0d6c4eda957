/** The global function that traced code calls on entry to a function, with the file and the function's name. */
export const hookName = '__openrerankEnter';

/** One function entry. */
export interface Entry {
  /** From the repository's root: `packages/core/src/url.ts`. */
  readonly file: string;
  readonly name: string;
}

/** Entries in a row into functions of the same file. */
export interface Visit {
  readonly file: string;
  /** In order, each once. */
  readonly functions: readonly string[];
}

export interface Count {
  /** Distinct files entered. */
  readonly files: number;
  /**
   * Function entries in another file than the entry before. The first entry counts as well, so that
   * `moves - files` is the number of returns to a file that was left before.
   */
  readonly moves: number;
  /** Each file once, in order of first entry, with all its functions that were entered. */
  readonly list: readonly Visit[];
  /** Every move. */
  readonly walk: readonly Visit[];
}

/** Counts the files that a call enters and its moves between them. */
export function count(entries: readonly Entry[]): Count {
  const byFile = new Map<string, Set<string>>();
  const walk: { readonly file: string; readonly functions: Set<string> }[] = [];
  for (const { file, name } of entries) {
    if (walk.at(-1)?.file !== file) walk.push({ file, functions: new Set() });
    walk.at(-1)?.functions.add(name);
    byFile.set(file, (byFile.get(file) ?? new Set()).add(name));
  }
  return {
    files: byFile.size,
    moves: walk.length,
    list: [...byFile].map(([file, functions]) => ({ file, functions: [...functions] })),
    walk: walk.map(({ file, functions }) => ({ file, functions: [...functions] })),
  };
}
