import { encodeModelPath } from '@openrerank/core';

/** What may follow `/v1` in a base URL: `openai` is the chat API's, which LiteLLM's users keep in the same variable. */
const routes: ReadonlySet<string | undefined> = new Set(['openai', 'inference']);

/**
 * `POST {base}/v1/inference/{model}`. The base URL may be a host, a prefix in front of `/v1`, or end in `/v1`,
 * `/v1/openai` or `/v1/inference`; slashes do not matter, a query string stays at the end.
 */
export function inferenceUrl(baseUrl: string, model: string): string {
  const url = new URL(baseUrl);
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  if (segments.at(-2) === 'v1' && routes.has(segments.at(-1))) segments.pop();
  if (segments.at(-1) === 'v1') segments.pop();
  url.pathname = [...segments, 'v1', 'inference', encodeModelPath(model)].join('/');
  url.hash = '';
  return url.href;
}
