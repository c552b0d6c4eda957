import type { Subject } from './subject.ts';

/** Options that a call of this provider is valid with: the author's, none, or a fixture's. */
export async function callOptionsOf({ callOptions, definition, endpoints }: Subject): Promise<unknown> {
  if (callOptions !== undefined) return callOptions;
  const shown = endpoints.flatMap(({ fixtures }) => fixtures.map(({ input }) => input.options));
  for (const options of [{}, ...shown]) {
    const { issues } = await definition.optionsSchema['~standard'].validate(options);
    if (issues === undefined) return options;
  }
  return {};
}
