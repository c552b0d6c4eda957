import { createLogger, type LogLevel } from '../../src/observe/log.ts';

/** A logger that keeps its lines. */
export function keepLogs(level: LogLevel = 'debug') {
  const lines: string[] = [];
  const logger = createLogger(level, { write: (line: string) => void lines.push(line) });
  const entries = () => lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  return { logger, lines, entries };
}
