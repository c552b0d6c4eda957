import { invalidInput, type RerankError } from '@openrerank/core';
import { withSegments } from '@openrerank/shapes';
import type { VertexAiOptions } from './options.ts';

export const defaultHost = 'discoveryengine.googleapis.com';

/** Where a request goes, and the project that it is billed to, where it is known. */
export interface RankTarget {
  readonly url: string;
  readonly project: string | undefined;
}

/**
 * `POST {base}/v1/projects/{project}/locations/{location}/rankingConfigs/default_ranking_config:rank`. A base URL whose
 * path ends in `:rank` is used as it is, and the project that it names is the one. Google's own host becomes that of the
 * location, all but `global` having one.
 */
export function rankTarget(baseUrl: string, { vertex_project, vertex_location }: VertexAiOptions): RankTarget {
  const whole = withSegments(baseUrl, (segments) => segments);
  const { pathname } = new URL(whole);
  if (pathname.endsWith(':rank')) return { url: whole, project: projectIn(pathname) ?? vertex_project };
  if (vertex_project === undefined) throw missingProject();
  const location = rankingLocation(vertex_location);
  const config = ['projects', vertex_project, 'locations', location, 'rankingConfigs', 'default_ranking_config:rank'];
  const route = withSegments(baseUrl, (segments) => [...segments, ...versionAfter(segments.at(-1)), ...config]);
  return { url: atLocation(route, location), project: vertex_project };
}

type RankingLocation = 'global' | 'us' | 'eu';

/**
 * The ranking API has no regions (docs.cloud.google.com/generative-ai-app-builder/docs/locations). One is often there
 * for other models of Vertex AI, and LiteLLM, which always asks `global`, works with it.
 */
const rankingLocation = (location: string | undefined): RankingLocation =>
  location === 'us' || location === 'eu' ? location : 'global';

function atLocation(route: string, location: RankingLocation): string {
  const url = new URL(route);
  if (location !== 'global' && url.hostname === defaultHost) url.hostname = `${location}-${defaultHost}`;
  return url.href;
}

const versionAfter = (last = ''): readonly string[] => (/^v1(alpha|beta)?$/.test(last) ? [] : ['v1']);

const projectIn = (pathname: string): string | undefined => /\/projects\/([^/]+)\//.exec(pathname)?.[1];

function missingProject(): RerankError {
  const problem =
    'is missing. It is the id of the Google Cloud project whose ranking API is asked. Set it, VERTEXAI_PROJECT, or a base URL that ends in "…/projects/<project>/locations/global/rankingConfigs/default_ranking_config:rank"';
  return invalidInput('options.vertex_project', problem, {}, 'invalid_options');
}
