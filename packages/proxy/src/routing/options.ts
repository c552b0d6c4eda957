import type { OptionNames } from '../option-names.ts';

type Options = Readonly<Record<string, unknown>>;

/** What a request asks of whichever deployment answers it. */
export interface RequestedOptions {
  readonly options: Options;
  /** Whether texts that are too long may be cut, where the client said so in its own words. */
  readonly truncation?: boolean | undefined;
}

/** The configuration's options under the request's, without those that this deployment's provider does not know. */
export function optionsFor(
  known: OptionNames,
  configured: Options,
  { options: requested, truncation }: RequestedOptions,
): { readonly options: Options; readonly dropped: readonly string[] } {
  const options: Record<string, unknown> = { ...configured };
  const dropped: string[] = [];
  for (const name of Object.keys(requested)) {
    if (known.has(name) || known.isOpen) options[name] = requested[name];
    else dropped.push(name);
  }
  if (truncation !== undefined) Object.assign(options, truncationOption(truncation, known));
  return { options, dropped };
}

/**
 * Providers say it in three ways: `truncation` (Voyage) and `truncate` (TEI) are flags, `truncate` of NVIDIA and Pinecone
 * names what is cut. A TEI has a direction beside it. One that has no such option is not told.
 */
function truncationOption(isAllowed: boolean, known: OptionNames): Options {
  if (known.has('truncation')) return { truncation: isAllowed };
  if (!known.has('truncate')) return {};
  if (known.has('truncation_direction')) return { truncate: isAllowed };
  return { truncate: isAllowed ? 'END' : 'NONE' };
}
