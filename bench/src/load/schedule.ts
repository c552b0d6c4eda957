/** When the requests of an open loop are due: evenly spaced, whatever becomes of the ones before. */
export interface Schedule {
  readonly count: number;
  /** Milliseconds after the start. */
  dueAt(index: number): number;
  /** How many are due by then. */
  dueBy(elapsedMs: number): number;
}

export function createSchedule(perSecond: number, seconds: number, offsetMs = 0): Schedule {
  const count = Math.floor(perSecond * seconds);
  const dueAt = (index: number) => offsetMs + (index * 1000) / perSecond;
  return {
    count,
    dueAt,
    dueBy: (elapsedMs) => Math.max(0, Math.min(count, Math.floor(((elapsedMs - offsetMs) * perSecond) / 1000) + 1)),
  };
}
