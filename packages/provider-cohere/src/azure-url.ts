import { routeUrl } from '@openrerank/shapes';
import type { Route } from './endpoint.ts';
import type { Version } from './options.ts';

/**
 * A Foundry resource has one rerank route for all of its Cohere deployments. Its other paths, such as the `/models` and
 * `/openai/v1` that chat clients are configured with, have none.
 */
export const isFoundryHost = (url: string) =>
  /\.(services\.ai|cognitiveservices)\.azure\.com$/.test(new URL(url).hostname);

/** Where a deployment's rerank route is, and which version of Cohere's API is spoken there. */
export function azureRoute(baseUrl: string): Route {
  const { pathname } = new URL(baseUrl);
  const path = pathname.replace(/(?<!\/)\/+$/, '');
  const named = /\/(v[12])(?:\/rerank)?$/.exec(path)?.[1] as Version | undefined;
  if (isFoundryHost(baseUrl) && !path.endsWith('/rerank')) return { url: foundryUrl(baseUrl), version: 'v2' };
  const version = named ?? 'v1';
  return { url: routeUrl(baseUrl, `${version}/rerank`), version };
}

function foundryUrl(baseUrl: string): string {
  const url = new URL(baseUrl);
  url.pathname = '/providers/cohere/v2/rerank';
  url.hash = '';
  return url.href;
}
