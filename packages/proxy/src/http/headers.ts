import type { Problem } from '../dialects/dialect.ts';
import type { Outcome } from '../routing/router.ts';
import type { Target } from '../routing/targets.ts';

/** Names and values in turn, as node:http takes them: an object with so many names costs more than all that is done with it. */
export type HeaderList = readonly string[];

const contentType = 'application/json; charset=utf-8';

export const jsonHeaders: HeaderList = ['content-type', contentType];

export function problemHeaders({ retryAfterMs, headers = {} }: Problem): HeaderList {
  const list = ['content-type', contentType, ...Object.entries(headers).flat()];
  // Whole seconds, as RFC 9110 has it; never 0, which would be asked for in vain.
  if (retryAfterMs !== undefined) list.push('retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1000))));
  return list;
}

/** Which way a call took and how long. The names that begin with `x-litellm-` are for those who come from there. */
export function routeHeaders(outcome: Outcome, model: string, durationMs: number): string[] {
  const { last, tried, attempts, upstreamMs } = outcome;
  const total = oneDecimal(durationMs);
  const upstream = oneDecimal(upstreamMs);
  const list = [
    'x-openrerank-attempts',
    String(attempts),
    'x-openrerank-deployments-tried',
    String(tried),
    'x-openrerank-duration-ms',
    total,
    'x-openrerank-upstream-ms',
    upstream,
    'server-timing',
    `total;dur=${total}, upstream;dur=${upstream}`,
    'x-litellm-model-group',
    headerSafe(model),
    'x-litellm-response-duration-ms',
    total,
  ];
  if (last !== undefined) {
    const { group, target } = last;
    list.push('x-openrerank-model', headerSafe(group.name), ...deploymentHeaders(target));
    if (group.name !== model) list.push('x-openrerank-fallback-from', headerSafe(model));
  }
  return list;
}

function deploymentHeaders({ provider, deployment }: Target): HeaderList {
  const id = headerSafe(deployment.id);
  return ['x-openrerank-provider', provider, 'x-openrerank-deployment', id, 'x-litellm-model-id', id];
}

// Number.toFixed goes a long way for this.
function oneDecimal(ms: number): string {
  const tenths = Math.round(ms * 10);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/** Percent-encodes what a header cannot carry; names in the configuration may be in any script. */
function headerSafe(text: string): string {
  return isHeaderSafe.test(text)
    ? text
    : text.toWellFormed().replace(/[^\x20-\x7e]/gu, (character) => encodeURIComponent(character));
}

const isHeaderSafe = /^[\x20-\x7e]*$/;
