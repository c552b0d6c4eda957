import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The client's own `x-request-id` (or LiteLLM's name of it) where it is fit for headers and logs, else a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'] ?? headers['x-litellm-call-id'];
  return typeof given === 'string' && /^[\w.:/+=@-]{1,128}$/.test(given) ? given : randomUUID();
}
