import { withSegments } from '@openrerank/shapes';

/**
 * Where a base URL's rerank route is: a path that ends in `/rerank` is used as it is, one that ends in a version
 * (`/v1`, `/v2`) gets `/rerank`, any other gets `/v2/rerank`. A query string stays.
 */
export const rerankUrl = (baseUrl: string): string =>
  withSegments(baseUrl, (segments) => {
    const last = segments.at(-1) ?? '';
    if (last === 'rerank') return segments;
    return [...segments, ...(/^v\d$/.test(last) ? [] : ['v2']), 'rerank'];
  });
