import type { Problem } from '../dialects/dialect.ts';
import type { Outcome } from '../routing/router.ts';

type Headers = Readonly<Record<string, string>>;

const json = { 'content-type': 'application/json; charset=utf-8' } as const;

export const answerHeaders = (requestId: string): Headers => ({ ...json, 'x-request-id': requestId });

export function problemHeaders({ retryAfterMs, headers }: Problem): Headers {
  return {
    ...json,
    ...headers,
    // Whole seconds, as RFC 9110 has it; never 0, which would be asked for in vain.
    ...(retryAfterMs !== undefined && { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) }),
  };
}

/** Which way a call took and how long. The names that begin with `x-litellm-` are for those who come from there. */
export function routeHeaders(outcome: Outcome, model: string, durationMs: number): Headers {
  const { last, tried, attempts, upstreamMs } = outcome;
  const total = milliseconds(durationMs);
  const upstream = milliseconds(upstreamMs);
  const times = {
    'x-openrerank-attempts': String(attempts),
    'x-openrerank-deployments-tried': String(tried),
    'x-openrerank-duration-ms': total,
    'x-openrerank-upstream-ms': upstream,
    'server-timing': `total;dur=${total}, upstream;dur=${upstream}`,
    'x-litellm-model-group': headerSafe(model),
    'x-litellm-response-duration-ms': total,
  };
  if (last === undefined) return times;
  const { group, target } = last;
  const deployment = headerSafe(target.deployment.id);
  return {
    ...times,
    'x-openrerank-model': headerSafe(group.name),
    'x-openrerank-provider': target.provider,
    'x-openrerank-deployment': deployment,
    ...(group.name !== model && { 'x-openrerank-fallback-from': headerSafe(model) }),
    'x-litellm-model-id': deployment,
  };
}

const milliseconds = (ms: number) => ms.toFixed(1);

/** Percent-encodes what a header cannot carry; names in the configuration may be in any script. */
const headerSafe = (text: string) =>
  text.toWellFormed().replace(/[^\x20-\x7e]/gu, (character) => encodeURIComponent(character));
