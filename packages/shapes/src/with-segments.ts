/**
 * A base URL with the path that `change` makes of its segments, which are those between slashes, as they are encoded.
 * Slashes at either end of the path do not count; a query string stays, a fragment does not.
 */
export function withSegments(baseUrl: string, change: (segments: readonly string[]) => readonly string[]): string {
  const url = new URL(baseUrl);
  const segments = url.pathname.split('/');
  while (segments[0] === '') segments.shift();
  while (segments.at(-1) === '') segments.pop();
  url.pathname = change(segments).join('/');
  url.hash = '';
  return url.href;
}
