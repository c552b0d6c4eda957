/**
 * Whether texts that are too long may be cut, as an option of the model's provider; none where it has no such option.
 * Clients and providers say it in three ways: `truncation` (Voyage) and `truncate` (TEI) are flags, `truncate` of NVIDIA
 * and Pinecone names what is cut. A TEI has a direction beside it.
 */
export function truncationOption(
  isAllowed: boolean | null | undefined,
  optionNames: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  if (isAllowed === undefined || isAllowed === null) return none;
  if (optionNames.has('truncation')) return { truncation: isAllowed };
  if (!optionNames.has('truncate')) return none;
  if (optionNames.has('truncation_direction')) return { truncate: isAllowed };
  return { truncate: isAllowed ? 'END' : 'NONE' };
}

const none: Readonly<Record<string, unknown>> = {};
