/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One name, or several of which the first that is set counts. */
export type VariableNames = string | readonly string[];

export function variableNames(names: VariableNames | undefined): readonly string[] {
  if (names === undefined) return [];
  return typeof names === 'string' ? [names] : names;
}

/** Empty counts as not set. */
export function findVariable(names: VariableNames | undefined, env: Environment) {
  for (const name of variableNames(names)) {
    const value = env[name];
    if (value) return { name, value };
  }
  return undefined;
}
