/** Lines of guests, one for each client, that take turns. */
export interface Turns<G> {
  join(client: string, guest: G): void;
  /** Takes a guest out of its line. */
  quit(client: string, guest: G): void;
  /** The first guest of the line whose turn it is. */
  readonly first: G | undefined;
  /** The turn goes on to the next line. */
  pass(client: string): void;
}

export function createTurns<G>(): Turns<G> {
  // In the order of their turns.
  const lines = new Map<string, Set<G>>();
  return {
    join(client, guest) {
      const line = lines.get(client);
      if (line === undefined) lines.set(client, new Set([guest]));
      else line.add(guest);
    },
    quit(client, guest) {
      const line = lines.get(client);
      line?.delete(guest);
      if (line?.size === 0) lines.delete(client);
    },
    get first() {
      const [line] = lines.values();
      return line?.values().next().value;
    },
    pass(client) {
      const line = lines.get(client);
      if (line === undefined) return;
      lines.delete(client);
      lines.set(client, line);
    },
  };
}
