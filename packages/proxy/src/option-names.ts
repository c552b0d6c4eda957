/** The names of a model's options. */
export interface OptionNames extends ReadonlySet<string> {
  /** Whether others may be options too. */
  readonly isOpen?: boolean;
}

export const optionNamesOf = (names: Iterable<string>, isOpen: boolean): OptionNames =>
  Object.assign(new Set(names), { isOpen });
