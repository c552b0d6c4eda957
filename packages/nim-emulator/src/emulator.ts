import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from './clock.ts';
import type { Emulation } from './emulation.ts';
import type { Fault } from './fault.ts';
import { createFaultQueue } from './fault-queue.ts';
import { createHandler } from './handler.ts';
import { type Counters, createJournal, type LoggedRequest } from './journal.ts';
import { listen } from './listen.ts';
import type { NimModel } from './models.ts';
import { checkOptions, type NimEmulatorOptions, toFaces } from './options.ts';
import { createJobs } from './polling.ts';
import { readFaults } from './read-faults.ts';

/** A running emulator. */
export interface NimEmulator extends AsyncDisposable {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** What it serves, as options and profile say. */
  readonly models: readonly NimModel[];
  /** The last requests, oldest first. Live. */
  readonly requests: readonly LoggedRequest[];
  /** Live. */
  readonly counters: Counters;
  /** Queues faults behind those that wait already. Throws a `TypeError` on one that makes no sense. */
  inject(fault: Fault | readonly Fault[]): void;
  /** Forgets faults, accepted work, requests and counters. */
  reset(): void;
  /** Closes every connection and every timer. */
  close(): Promise<void>;
}

/** Starts a local NVIDIA NIM reranker. Rejects with one clear sentence when the port is taken. */
export async function startNimEmulator(options: NimEmulatorOptions = {}): Promise<NimEmulator> {
  checkOptions(options);
  const { clock = systemClock, warmupMs = 0, keepRequests = 100, control = true } = options;
  const emulation: Emulation = {
    faces: toFaces(options),
    keys: options.apiKeys,
    clock,
    warmAt: clock.now() + warmupMs,
    faults: createFaultQueue(),
    jobs: createJobs(clock),
    journal: createJournal(keepRequests),
    queue: 0,
  };
  const { journal, faults, jobs } = emulation;
  const reset = () => {
    faults.clear();
    jobs.clear();
    journal.reset();
  };
  const handle = createHandler(emulation, control ? reset : undefined);
  // Longer than any test: a connection that closes by itself between two requests fails one of them at random.
  const server = createServer({ keepAliveTimeout: 60_000 }, (message, response) => void handle(message, response));
  server.on('connection', (socket) => {
    journal.connected();
    socket.once('close', journal.disconnected);
  });
  const { host = '127.0.0.1', port = 0 } = options;
  const close = await listen(server, port, host);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    models: (emulation.faces.container ?? emulation.faces.hosted)?.models ?? [],
    requests: journal.requests,
    counters: journal.counters,
    inject: (fault) => faults.add(readFaults(fault, emulation.faces.hosted !== undefined)),
    reset,
    close,
    [Symbol.asyncDispose]: close,
  };
}
