/** The configuration's options under the request's, without those that this deployment's provider does not know. */
export function optionsFor(
  known: ReadonlySet<string>,
  configured: Readonly<Record<string, unknown>>,
  requested: Readonly<Record<string, unknown>>,
): { readonly options: Readonly<Record<string, unknown>>; readonly dropped: readonly string[] } {
  const entries = Object.entries(requested);
  return {
    options: { ...configured, ...Object.fromEntries(entries.filter(([name]) => known.has(name))) },
    dropped: entries.map(([name]) => name).filter((name) => !known.has(name)),
  };
}
