/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A name, or several, of which the first that is set is used. */
export type VariableNames = string | readonly string[];

export function variableNames(names: VariableNames | undefined): readonly string[] {
  if (names === undefined) return [];
  return typeof names === 'string' ? [names] : names;
}

/** An empty variable counts as not set, and so does a forbidden one: Deno throws without `--allow-env`. */
export function findVariable(names: readonly string[], env: () => Environment) {
  for (const name of names) {
    try {
      const value = env()[name];
      if (value) return { name, value };
    } catch {}
  }
  return undefined;
}

/** The process's variables where the runtime has a process. Read anew at each call: a program may change them. */
export function processEnvironment(): Environment {
  return (globalThis as { readonly process?: { readonly env?: Environment } }).process?.env ?? {};
}
