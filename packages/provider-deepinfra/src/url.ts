import { encodeModelPath } from '@openrerank/core';
import { withSegments } from '@openrerank/shapes';

/** What may follow `/v1` in a base URL: `openai` is the chat API's, which LiteLLM's users keep in the same variable. */
const routes: ReadonlySet<string | undefined> = new Set(['openai', 'inference']);

/**
 * `POST {base}/v1/inference/{model}`. The base URL may be a host, a prefix in front of `/v1`, end in `/v1`, `/v1/openai`
 * or `/v1/inference`, or be the whole URL of a model's page, whose model gives way to that of the call; slashes do not
 * matter, a query string stays at the end.
 */
export const inferenceUrl = (baseUrl: string, model: string): string =>
  withSegments(baseUrl, (segments) => [...prefixOf(segments), 'v1', 'inference', encodeModelPath(model)]);

/** What stands in front of `/v1`. */
function prefixOf(segments: readonly string[]): readonly string[] {
  const inference = segments.findLastIndex((segment, at) => segment === 'inference' && segments[at - 1] === 'v1');
  if (inference !== -1) return segments.slice(0, inference - 1);
  const end = segments.at(-2) === 'v1' && routes.has(segments.at(-1)) ? -1 : undefined;
  const version = segments.slice(0, end);
  return version.at(-1) === 'v1' ? version.slice(0, -1) : version;
}
