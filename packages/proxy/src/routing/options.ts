import type { OptionNames } from '../option-names.ts';

type Options = Readonly<Record<string, unknown>>;

/** The configuration's options under the request's, without those that this deployment's provider does not know. */
export function optionsFor(
  known: OptionNames,
  configured: Options,
  requested: Options,
): { readonly options: Options; readonly dropped: readonly string[] } {
  const options: Record<string, unknown> = { ...configured };
  const dropped: string[] = [];
  for (const name of Object.keys(requested)) {
    if (known.has(name) || known.isOpen) options[name] = requested[name];
    else dropped.push(name);
  }
  return { options, dropped };
}
