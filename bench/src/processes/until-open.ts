import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './children.ts';

/** Resolves when something listens on a loopback port. Throws what the process said where it ends before. */
export async function untilOpen(child: Child, port: number, timeoutMs = 60_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await isOpen(port))) {
    if (child.process.exitCode !== null || child.process.signalCode !== null) {
      throw new Error(`${child.name} ended before it listened: ${child.lastWords()}`);
    }
    if (performance.now() > deadline) throw new Error(`${child.name} did not listen within ${timeoutMs / 1000} s.`);
    await sleep(5);
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
