import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { onTestFinished } from 'vitest';

/** The targets of the requests whose heads have reached a server of this process. */
export function arrivals(): readonly string[] {
  const targets: string[] = [];
  const note = (message: unknown) => {
    targets.push((message as { readonly request: IncomingMessage }).request.url ?? '');
  };
  subscribe('http.server.request.start', note);
  onTestFinished(() => void unsubscribe('http.server.request.start', note));
  return targets;
}
