import { RerankError } from '@openrerank/core';
import type { VertexAiOptions } from './options.ts';

export const defaultHost = 'discoveryengine.googleapis.com';

/** Where a request goes, and the project that it is billed to, where it is known. */
export interface RankTarget {
  readonly url: string;
  readonly project: string | undefined;
}

/**
 * `POST {base}/v1/projects/{project}/locations/{location}/rankingConfigs/default_ranking_config:rank`. A base URL whose
 * path ends in `:rank` is used as it is. Google's own host becomes that of the location, all but `global` having one.
 */
export function rankTarget(
  baseUrl: string,
  { vertex_project: project, vertex_location: location = 'global' }: VertexAiOptions,
): RankTarget {
  const url = new URL(baseUrl);
  url.hash = '';
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  if (segments.at(-1)?.endsWith(':rank')) {
    url.pathname = segments.join('/');
    return { url: url.href, project: project ?? projectIn(segments) };
  }
  if (project === undefined) throw missingProject();
  if (location !== 'global' && url.hostname === defaultHost) url.hostname = `${location}-${defaultHost}`;
  const version = /^v1(alpha|beta)?$/.test(segments.at(-1) ?? '') ? [] : ['v1'];
  const config = ['projects', project, 'locations', location, 'rankingConfigs', 'default_ranking_config:rank'];
  url.pathname = [...segments, ...version, ...config].join('/');
  return { url: url.href, project };
}

function projectIn(segments: readonly string[]): string | undefined {
  const at = segments.indexOf('projects');
  return at === -1 ? undefined : segments[at + 1];
}

function missingProject(): RerankError {
  const path = 'options.vertex_project';
  const message = `${path} is missing: the id of the Google Cloud project whose ranking API is asked. Set it, or a base URL that ends in "…/projects/<project>/locations/global/rankingConfigs/default_ranking_config:rank".`;
  return new RerankError('invalid_options', message, { issues: [{ path, message }] });
}
