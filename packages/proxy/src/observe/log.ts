import { type DestinationStream, type LevelWithSilent, type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger } from 'pino';

/** From `trace` to `fatal`, or `silent`. */
export type LogLevel = LevelWithSilent;

/** JSON lines on standard output, or where `destination` says. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/**
 * An unexpected error for the log: its kind and where it was thrown. Not its message, which may quote what was being
 * worked on, a document included.
 */
export function describeUnexpected(error: unknown): { readonly error: string; readonly stack: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error, stack: [] };
  const { name, message, stack = '' } = error;
  const frames = stack.slice(stack.indexOf(message) + message.length).split('\n');
  return { error: name, stack: frames.map((frame) => frame.trim()).filter((frame) => frame.startsWith('at ')) };
}
