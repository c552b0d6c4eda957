import { withSegments } from '@openrerank/shapes';
import { hostOf, regionlessHost } from './region.ts';

/**
 * `POST {base}/rerank`. The host without a region becomes the region's; that of Bedrock's inference API, which has no
 * rerank route, becomes the one that has. A path in front of the route and a query string stay.
 */
export function rerankUrl(baseUrl: string, region: string): string {
  const url = new URL(
    withSegments(baseUrl, (segments) => (segments.at(-1) === 'rerank' ? segments : [...segments, 'rerank'])),
  );
  if (url.hostname === regionlessHost) url.hostname = hostOf(region);
  url.hostname = url.hostname.replace(/^bedrock-runtime(?=(-fips)?\..+\.amazonaws\.com)/, 'bedrock-agent-runtime');
  return url.href;
}
