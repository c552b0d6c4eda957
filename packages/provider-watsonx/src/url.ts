import { routeUrl } from '@openrerank/shapes';

/** The date of the API that this package is written for: that of www.ibm.com/watsonx/developer/capabilities/text-rerank. */
const defaultVersion = '2023-10-25';

/** `POST {base}/ml/v1/text/rerank?version=…`. A `version` of the base URL's own stays unless the option names another. */
export function rerankUrl(baseUrl: string, version: string | undefined): string {
  const url = new URL(routeUrl(baseUrl, 'ml/v1/text/rerank'));
  if (version !== undefined || !url.searchParams.has('version')) {
    url.searchParams.set('version', version ?? defaultVersion);
  }
  return url.href;
}
