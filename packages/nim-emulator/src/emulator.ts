import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from './clock.ts';
import { answerControl, isControl } from './control.ts';
import type { Emulation } from './emulation.ts';
import { createFaultQueue, type Fault, readFaults } from './faults.ts';
import { type Counters, createJournal, type LoggedRequest } from './journal.ts';
import { listen } from './listen.ts';
import type { NimModel } from './models.ts';
import { checkOptions, type NimEmulatorOptions, toFaces } from './options.ts';
import { createJobs } from './polling.ts';
import { describe, receive } from './receive.ts';
import { respond } from './respond.ts';
import { send } from './send.ts';

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
  const serve = createHandler(emulation, control ? reset : undefined);
  const server = createServer({ keepAliveTimeout: 60_000 }, (message, response) => void serve(message, response));
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

type Handler = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

function createHandler(emulation: Emulation, reset: (() => void) | undefined): Handler {
  const { journal, clock, faces } = emulation;
  const maxBytes = Math.max(faces.container?.settings.maxBodyBytes ?? 0, faces.hosted?.settings.maxBodyBytes ?? 0);
  return async (message, response) => {
    const now = clock.now();
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const request = await receive(message, maxBytes, now).catch(() => undefined);
    if (request === undefined) {
      journal.receive(describe(message, now)).abort();
      return;
    }
    if (reset !== undefined && isControl(request.path)) {
      await send(response, { answer: answerControl(request, emulation, reset) });
      return;
    }
    const entry = journal.receive(request);
    const reply = await respond(request, emulation, gone.signal);
    if (gone.signal.aborted) {
      entry.abort();
      return;
    }
    const { connection } = reply;
    // Before it is sent: whoever has the answer finds it in the journal.
    if (connection === undefined) entry.answer('answered', reply.answer.status);
    else entry.answer('spoiled', connection === 'cut' ? reply.answer.status : undefined);
    response.once('close', () => {
      if (connection === undefined && !response.writableFinished) entry.abort();
    });
    await send(response, reply);
  };
}
