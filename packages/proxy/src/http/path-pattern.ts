/** The parts of a path that fits, percent-decoded; undefined for one that does not, or that is not well encoded. */
export type PathPattern = (path: string) => Readonly<Record<string, string>> | undefined;

/**
 * A pattern such as `/v1/retrieval/{model}/reranking`. `{model}` stands for one or more segments, since model names have
 * slashes, which clients encode or not; any other name stands for a part of one segment. Undefined for a path without any.
 */
export function createPathPattern(pattern: string): PathPattern | undefined {
  const literal = pattern.indexOf('{');
  if (literal === -1) return undefined;
  const prefix = pattern.slice(0, literal);
  const source = pattern
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    // Some clients encode it.
    .replace(/:/g, '(?::|%3[Aa])')
    .replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${name === 'model' ? '.+' : '[^/]+'})`);
  const expression = new RegExp(`^${source}$`);
  return (path) => {
    const groups = path.startsWith(prefix) ? expression.exec(path)?.groups : undefined;
    return groups === undefined ? undefined : decode(groups);
  };
}

function decode(groups: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, part]) => [name, decodeURIComponent(part)]));
  } catch {
    return undefined;
  }
}
