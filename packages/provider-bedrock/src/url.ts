import { defaultHost, defaultRegion, hostOf } from './region.ts';

/**
 * `POST {base}/rerank`. The default host becomes the region's; that of Bedrock's inference API, which has no rerank
 * route, becomes the one that has. A path in front of the route and a query string stay.
 */
export function rerankUrl(baseUrl: string, region: string): string {
  const url = new URL(baseUrl);
  if (region !== defaultRegion && url.hostname === defaultHost) url.hostname = hostOf(region);
  url.hostname = url.hostname.replace(/^bedrock-runtime(?=(-fips)?\..+\.amazonaws\.com)/, 'bedrock-agent-runtime');
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  if (segments.at(-1) !== 'rerank') segments.push('rerank');
  url.pathname = segments.join('/');
  url.hash = '';
  return url.href;
}
