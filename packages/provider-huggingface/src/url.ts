/**
 * Where a base URL's rerank route is: `/rerank`, which is at the root, never below `/v1`. A path that ends in it is used
 * as it is. A query string stays.
 */
export function rerankUrl(baseUrl: string): string {
  const url = new URL(baseUrl);
  const segments = url.pathname.slice(1).split('/');
  while (segments.at(-1) === '') segments.pop();
  if (segments.at(-1) !== 'rerank') {
    if (segments.at(-1) === 'v1') segments.pop();
    segments.push('rerank');
  }
  url.pathname = segments.join('/');
  url.hash = '';
  return url.href;
}
