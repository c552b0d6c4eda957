import { describe, expect, it } from 'vitest';
import { createCancel } from '../../src/http/cancel.ts';

describe('createCancel', () => {
  it('tells those who listen, once, and keeps the first reason', () => {
    const cancel = createCancel();
    const told: unknown[] = [];
    cancel.addEventListener('abort', () => told.push(cancel.reason));
    expect([cancel.aborted, cancel.reason]).toEqual([false, undefined]);
    cancel.throwIfAborted();
    cancel.abort('first');
    cancel.abort('second');
    expect([told, cancel.aborted, cancel.reason]).toEqual([['first'], true, 'first']);
    expect(() => cancel.throwIfAborted()).toThrow('first');
  });

  it('does not tell those who listen no more', () => {
    const cancel = createCancel();
    const told: string[] = [];
    const [one, other] = ['one', 'other'].map((name) => () => void told.push(name)) as [() => void, () => void];
    cancel.addEventListener('abort', one);
    cancel.addEventListener('abort', other);
    cancel.removeEventListener('abort', one);
    cancel.removeEventListener('abort', one);
    cancel.abort(undefined);
    expect(told).toEqual(['other']);
  });
});
