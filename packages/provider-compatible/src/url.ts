/**
 * Where a base URL's rerank route is: a path that ends in `/rerank` is used as it is, one that ends in a version
 * (`/v1`, `/v2`) gets `/rerank`, any other gets `/v2/rerank`. A query string stays.
 */
export function rerankUrl(baseUrl: string): string {
  const url = new URL(baseUrl);
  const path = url.pathname.replace(/(?<!\/)\/+$/, '');
  const rest = path.endsWith('/rerank') ? '' : /\/v\d$/.test(path) ? '/rerank' : '/v2/rerank';
  url.pathname = path + rest;
  url.hash = '';
  return url.href;
}
