/** Longer than anything on one machine takes; a check that hangs still ends. */
const patienceMs = 20_000;

/** Rejects with the error where the promise does not settle in real time. */
export function within<T>(promise: Promise<T>, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), patienceMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** A promise that is settled from elsewhere. */
export interface Signal {
  readonly given: Promise<void>;
  give(): void;
}

export function signal(): Signal {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
