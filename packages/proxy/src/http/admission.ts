import type { Clock } from '@openrerank/core';
import { createTurns } from './turns.ts';

/** Somebody who wants to bring bytes in. */
export interface Guest {
  /** Bytes it holds; the gate's to change. */
  held: number;
  /** Whether it may ask for more later, because nobody knows how much it brings. */
  readonly grows: boolean;
}

export interface GateOptions<G extends Guest> {
  readonly limitBytes: number;
  readonly maxWaitMs: number;
  readonly schedule: Clock['schedule'];
  /** Guests of one client wait in one line, and the lines take turns. Asked only for those who wait. */
  readonly clientOf: (guest: G) => string;
  /** What a guest that had to wait asked for is granted. */
  readonly admit: (guest: G) => void;
  readonly turnAway: (guest: G, reason: 'waited' | 'closed') => void;
}

/**
 * Bounds the bytes that are held at once. It is over its limit in two cases only: a guest that is alone may bring any
 * amount, and of those that grow the one that came first always gets what it asks for. Without the second, several that
 * have half of what they need would wait for each other.
 */
export interface Gate<G extends Guest> {
  /** True when the bytes are granted at once. If not, the guest waits, and `admit` or `turnAway` is called once. */
  enter(guest: G, bytes: number): boolean;
  /** Takes back what the guest holds beyond so many bytes, or it out of its line. It asks for no more. */
  shrink(guest: G, bytes: number): void;
  /** Takes back all that the guest holds, or it out of its line. May be called more than once. */
  leave(guest: G): void;
  /** Turns away all who wait. */
  close(): void;
  readonly heldBytes: number;
  readonly waiting: number;
}

interface Wait {
  readonly bytes: number;
  readonly stopTimer: () => void;
  /** Undefined for a guest that is in already and waits for more. */
  readonly client: string | undefined;
}

export function createGate<G extends Guest>(options: GateOptions<G>): Gate<G> {
  const room = createRoom<G>(options.limitBytes);
  const line = createLine<G>(options, (guest) => {
    options.turnAway(guest, 'waited');
    letIn();
  });

  /** In order: nobody passes one that is too large for the room there is, or it would wait for ever. */
  const letIn = () => {
    while (line.size > 0) {
      // Those inside go first, since what they hold is idle until they have the rest.
      const guest = room.find(line.has) ?? line.first;
      const bytes = line.bytesOf(guest);
      if (!room.isFor(guest, bytes)) return;
      line.quit(guest, true);
      room.grant(guest, bytes);
      options.admit(guest);
    }
  };

  const shrink = (guest: G, bytes: number) => {
    if (line.size > 0) line.quit(guest, false);
    room.shrink(guest, bytes);
    letIn();
  };

  return {
    enter(guest, bytes) {
      const isGranted = line.size === 0 ? room.isFor(guest, bytes) : room.isFirst(guest);
      if (isGranted) room.grant(guest, bytes);
      else line.join(guest, bytes);
      return isGranted;
    },
    shrink,
    leave: (guest) => shrink(guest, 0),
    close() {
      // All at once, or the room that one of them leaves would let another in.
      for (const guest of line.empty()) options.turnAway(guest, 'closed');
    },
    get heldBytes() {
      return room.heldBytes;
    },
    get waiting() {
      return line.size;
    },
  };
}

/** Who waits, for how much and until when. */
function createLine<G extends Guest>(
  { maxWaitMs, schedule, clientOf }: Pick<GateOptions<G>, 'maxWaitMs' | 'schedule' | 'clientOf'>,
  onTimeout: (guest: G) => void,
) {
  const waits = new Map<G, Wait>();
  /** Those of them who are outside. */
  const turns = createTurns<G>();

  const quit = (guest: G, hasItsTurn: boolean) => {
    const { client, stopTimer } = waits.get(guest) ?? {};
    stopTimer?.();
    waits.delete(guest);
    if (client === undefined) return;
    turns.quit(client, guest);
    if (hasItsTurn) turns.pass(client);
  };

  return {
    join(guest: G, bytes: number) {
      const client = guest.held === 0 ? clientOf(guest) : undefined;
      const stopTimer = schedule(maxWaitMs, () => {
        quit(guest, false);
        onTimeout(guest);
      });
      waits.set(guest, { bytes, stopTimer, client });
      if (client !== undefined) turns.join(client, guest);
    },
    quit,
    empty(): readonly G[] {
      const guests = [...waits.keys()];
      for (const guest of guests) quit(guest, false);
      return guests;
    },
    has: (guest: G) => waits.has(guest),
    bytesOf: (guest: G) => (waits.get(guest) as Wait).bytes,
    /** Of those outside; to be asked when nobody inside waits. */
    get first() {
      return turns.first as G;
    },
    get size() {
      return waits.size;
    },
  };
}

/** Who holds how much. */
function createRoom<G extends Guest>(limitBytes: number) {
  /** Those who may ask for more, in the order in which they came. */
  const growing = new Set<G>();
  let heldBytes = 0;
  const isFirst = (guest: G) => guest.grows && growing.values().next().value === guest;
  return {
    isFirst,
    isFor: (guest: G, bytes: number) => heldBytes + bytes <= limitBytes || heldBytes === 0 || isFirst(guest),
    grant(guest: G, bytes: number) {
      heldBytes += bytes;
      guest.held += bytes;
      if (guest.grows) growing.add(guest);
    },
    shrink(guest: G, bytes: number) {
      const kept = Math.min(guest.held, bytes);
      heldBytes -= guest.held - kept;
      guest.held = kept;
      if (guest.grows) growing.delete(guest);
    },
    find(test: (guest: G) => boolean): G | undefined {
      for (const guest of growing) {
        if (test(guest)) return guest;
      }
      return undefined;
    },
    get heldBytes() {
      return heldBytes;
    },
  };
}
