import { RerankError } from '@openrerank/core';
import { ConfigError } from '../config/config-error.ts';

/** What ended the program, as one sentence where the operator can do something about it. */
export function explain(error: unknown): string {
  if (error instanceof ConfigError) {
    return [...error.warnings.map((warning) => `warning: ${warning}`), error.message].join('\n');
  }
  if (error instanceof RerankError) return error.message;
  return explainListen(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
}

interface ListenError {
  readonly code?: unknown;
  readonly address?: unknown;
  readonly port?: unknown;
  readonly hostname?: unknown;
}

function explainListen(error: unknown): string | undefined {
  const { code, address, port, hostname } = (error ?? {}) as ListenError;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${address} is in use: stop what listens there, or choose another one with --port.`;
    case 'EACCES':
      return `Port ${port} may not be opened by this user: choose one above 1023 with --port.`;
    case 'EADDRNOTAVAIL':
      return `${address} is no address of this machine: choose another one with --host.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host ${hostname} is not known: choose an address of this machine with --host.`;
    default:
      return undefined;
  }
}
