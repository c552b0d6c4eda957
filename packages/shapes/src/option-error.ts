/** As much as is read of a schema's issue. */
export interface OptionIssue {
  readonly code?: string | undefined;
  readonly keys?: readonly string[] | undefined;
}

/**
 * What a strict schema says about an option that an API does not take, with the ones that it does. For the `error` of
 * zod's `strictObject`; other issues keep their own message.
 */
export function unknownOptionError(api: string, names: readonly string[]): (issue: OptionIssue) => string | undefined {
  const known = names.length === 0 ? 'no options at all' : `no such option, only ${names.join(', ')}`;
  return ({ code, keys = [] }) =>
    code === 'unrecognized_keys'
      ? `${keys.join(', ')}: ${api} takes ${known} (topN is a field of the request)`
      : undefined;
}
