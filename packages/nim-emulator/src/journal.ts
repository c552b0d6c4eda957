/** A request as it came in. */
export interface ReceivedRequest {
  readonly method: string;
  /** Undecoded, without the query string. */
  readonly path: string;
  /** With its question mark; empty when there is none. */
  readonly search: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded JSON; the text where that is none, undefined where there is none. */
  readonly body: unknown;
  /** Length of the body. */
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** A request as the emulator received it, and how it answered. */
export interface LoggedRequest extends ReceivedRequest {
  /** What was answered; undefined before, and where nothing was. */
  readonly status: number | undefined;
  /** `open`: not yet answered. `aborted`: the client went away first. `spoiled`: a fault closed the connection. */
  readonly outcome: Outcome;
}

export type Outcome = 'open' | 'answered' | 'aborted' | 'spoiled';

/** Control calls count in none of these. */
export interface Counters {
  readonly received: number;
  readonly answered: number;
  readonly bytesReceived: number;
  readonly byStatus: Readonly<Record<number, number>>;
  /** Clients that went away before their answer was out. */
  readonly aborted: number;
  /** Requests that a fault struck. */
  readonly faulted: number;
  /** Now. */
  readonly inFlight: number;
  /** Most at any one time. */
  readonly maxInFlight: number;
  /** Now; one that is kept alive between requests counts too. */
  readonly openConnections: number;
  readonly maxOpenConnections: number;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What the emulator saw. Its two views are live: they change as requests come in. */
export interface Journal {
  readonly requests: readonly LoggedRequest[];
  readonly counters: Counters;
  connected(): void;
  disconnected(): void;
  receive(request: ReceivedRequest): Entry;
  faulted(): void;
  reset(): void;
}

/** A request under way. Ends once, by an answer or without; an answer may still not reach the client. */
export interface Entry {
  answer(outcome: 'answered' | 'spoiled', status: number | undefined): void;
  abort(): void;
}

export function createJournal(keep: number): Journal {
  const requests: Mutable<LoggedRequest>[] = [];
  const counters: Mutable<Omit<Counters, 'byStatus'>> & { byStatus: Record<number, number> } = {
    received: 0,
    answered: 0,
    bytesReceived: 0,
    byStatus: {},
    aborted: 0,
    faulted: 0,
    inFlight: 0,
    maxInFlight: 0,
    openConnections: 0,
    maxOpenConnections: 0,
  };
  return {
    requests,
    counters,
    connected() {
      counters.openConnections++;
      counters.maxOpenConnections = Math.max(counters.maxOpenConnections, counters.openConnections);
    },
    disconnected() {
      counters.openConnections--;
    },
    receive(request) {
      counters.received++;
      counters.bytesReceived += request.bytes;
      counters.inFlight++;
      counters.maxInFlight = Math.max(counters.maxInFlight, counters.inFlight);
      const logged: Mutable<LoggedRequest> = { ...request, status: undefined, outcome: 'open' };
      requests.push(logged);
      if (requests.length > keep) requests.shift();
      return {
        answer(outcome, status) {
          counters.inFlight--;
          Object.assign(logged, { outcome, status });
          if (outcome === 'answered') counters.answered++;
          if (status !== undefined) counters.byStatus[status] = (counters.byStatus[status] ?? 0) + 1;
        },
        abort() {
          if (logged.outcome === 'open') counters.inFlight--;
          else counters.answered--;
          logged.outcome = 'aborted';
          counters.aborted++;
        },
      };
    },
    faulted() {
      counters.faulted++;
    },
    reset() {
      requests.length = 0;
      const { inFlight, openConnections } = counters;
      Object.assign(counters, { received: 0, answered: 0, bytesReceived: 0, byStatus: {}, aborted: 0, faulted: 0 });
      Object.assign(counters, { maxInFlight: inFlight, maxOpenConnections: openConnections });
    },
  };
}
