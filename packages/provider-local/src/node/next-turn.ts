/** Lets a thread's messages in, so that it learns who waits no more. Throws the signal's reason. */
export async function nextTurn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}
