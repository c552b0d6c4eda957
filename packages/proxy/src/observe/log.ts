import { type DestinationStream, destination, type LevelWithSilent, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** From `trace` to `fatal`, or `silent`. */
export type LogLevel = LevelWithSilent;

/**
 * JSON lines on standard output, or where `destination` says. On standard output they are gathered and written together,
 * within a fifth of a second: writing each by itself costs more than all else that is done for a small request. What is
 * gathered is written when the process ends, unless it is killed, or crashes outside of JavaScript.
 */
export function createLogger(level: LogLevel, destination: DestinationStream = gathered()): Logger {
  const options = {
    level,
    base: null,
    timestamp: createTimestamp(),
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino(options, destination);
}

/** ISO 8601. Many lines fall into one millisecond, and the time's text is a good part of what a line costs. */
function createTimestamp(): () => string {
  let last = 0;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== last) text = `,"time":"${new Date(now).toISOString()}"`;
    last = now;
    return text;
  };
}

let standardOutput: DestinationStream | undefined;

/** One for the process, as standard output is: each has a timer and listens to the process's end. */
function gathered(): DestinationStream {
  standardOutput ??= gatheredOutput();
  return standardOutput;
}

/** Written to when enough has come together or a fifth of a second has passed. */
function gatheredOutput(): DestinationStream {
  const output = destination({
    fd: 1,
    // A write that is still under way when the process exits would be written twice.
    sync: true,
    minLength: 32 * 1024,
    maxWrite: 64 * 1024,
    periodicFlush: 200,
    contentMode: 'buffer',
  });
  process.on('exit', () => output.flushSync());
  return Object.assign(
    // As bytes at once: a line is a string of many parts, and keeping hundreds of those is what the garbage collector
    // would be busy with.
    { write: (line: string) => void output.write(Buffer.from(line) as never) },
    { flush: output.flush.bind(output), flushSync: output.flushSync.bind(output) },
  );
}

/** Resolves when all lines so far are written. */
export function flushLog(logger: Logger): Promise<void> {
  return new Promise((resolve) => logger.flush(() => resolve()));
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
