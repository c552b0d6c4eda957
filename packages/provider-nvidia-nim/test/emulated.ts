import { type Clock, createRegistry, fetchTransport, type RerankError, type Transport } from '@openrerank/core';
import { undiciTransport } from '@openrerank/core/undici';
import { type NimEmulator, type NimEmulatorOptions, startNimEmulator } from '@openrerank/nim-emulator';
import { expect, onTestFinished } from 'vitest';
import { nvidiaNim } from '../src/index.ts';

export const transports = [
  ['fetch', fetchTransport],
  ['undici', undiciTransport],
] as const;

export const vl = 'nvidia/llama-nemotron-rerank-vl-1b-v2';

export const gpu = {
  query: 'What is the GPU memory bandwidth of H100 SXM?',
  documents: [
    "The Hopper GPU is paired with the Grace CPU using NVIDIA's ultra-fast chip-to-chip interconnect, delivering 900GB/s of bandwidth.",
    'A100 provides up to 20X higher performance over the prior generation.',
    'Accelerated servers with H100 deliver 3 terabytes per second (TB/s) of memory bandwidth per GPU.',
  ],
};

/** Waits between attempts and polls pass at once and are kept; the timeout of an attempt is a real one. */
function hastyClock() {
  const waits: number[] = [];
  const clock: Clock = {
    now: () => performance.timeOrigin + performance.now(),
    random: () => 0.5,
    schedule(ms, run) {
      if (ms < 30_000) waits.push(ms);
      const timer = setTimeout(run, ms < 30_000 ? 0 : ms);
      return () => clearTimeout(timer);
    },
  };
  return { clock, waits };
}

export async function start(options: NimEmulatorOptions): Promise<NimEmulator> {
  const emulator = await startNimEmulator({ control: false, ...options });
  onTestFinished(() => emulator.close());
  return emulator;
}

/** A registry that the emulator's address reaches by the environment, as a user's would. */
export function connect(emulator: NimEmulator, transport: Transport, env: Readonly<Record<string, string>> = {}) {
  const { clock, waits } = hastyClock();
  const registry = createRegistry({
    providers: [nvidiaNim()],
    transport,
    env: { NVIDIA_NIM_API_BASE: emulator.url, ...env },
    clock,
  });
  onTestFinished(() => transport.close?.());
  return { registry, waits };
}

export const failure = (call: Promise<unknown>) =>
  call.then(
    () => expect.unreachable(),
    (error: RerankError) => error,
  );
