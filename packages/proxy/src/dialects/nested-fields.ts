/** The members of an object inside a body, as those of the body itself are read: `null` counts as absent. */
export const nestedFields = (object: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(object).filter(([, value]) => value !== null));
