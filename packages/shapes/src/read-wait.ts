const longestSeconds = 24 * 60 * 60;

/**
 * A wait that a failed response names in seconds, in milliseconds: for `retryAfterMs`. Undefined for anything but a number
 * from 0 to a day; a larger one is a date or a mistake, and core would give up for its sake.
 */
export function readWaitMs(seconds: unknown): number | undefined {
  const isWait = typeof seconds === 'number' && seconds >= 0 && seconds <= longestSeconds;
  return isWait ? Math.ceil(seconds * 1000) : undefined;
}
