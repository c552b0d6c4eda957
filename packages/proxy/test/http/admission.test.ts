import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGate, type Guest } from '../../src/http/admission.ts';
import { manualClock } from '../support/clock.ts';

interface Visitor extends Guest {
  readonly name: string;
  readonly client: string;
}

function setUp({ limitBytes = 100, maxWaitMs = 1_000 } = {}) {
  const clock = manualClock();
  const log: string[] = [];
  const gate = createGate<Visitor>({
    limitBytes,
    maxWaitMs,
    schedule: clock.schedule,
    clientOf: ({ client }) => client,
    admit: ({ name }) => log.push(name),
    turnAway: ({ name }, reason) => log.push(`${name} ${reason}`),
  });
  const visitor = (name: string, client = 'c', grows = false): Visitor => ({ name, client, grows, held: 0 });
  /** Fills the gate. */
  const full = () => {
    const guest = visitor('full', 'other');
    gate.enter(guest, limitBytes);
    return guest;
  };
  const waiting = (name: string, bytes: number, client = 'c', grows = false) => {
    const guest = visitor(name, client, grows);
    expect(gate.enter(guest, bytes)).toBe(false);
    return guest;
  };
  return { clock, gate, log, visitor, full, waiting };
}

describe('a guest', () => {
  it('is let in at once where there is room, and gives it back once', () => {
    const { gate, visitor } = setUp();
    const guest = visitor('a');
    expect(gate.enter(guest, 100)).toBe(true);
    expect([gate.heldBytes, guest.held]).toEqual([100, 100]);
    gate.leave(guest);
    gate.leave(guest);
    expect([gate.heldBytes, guest.held]).toEqual([0, 0]);
  });

  it('waits where there is none', () => {
    const { gate, log, full, waiting } = setUp();
    const guest = full();
    waiting('a', 1);
    expect(log).toEqual([]);
    gate.leave(guest);
    expect(log).toEqual(['a']);
    expect(gate.heldBytes).toBe(1);
  });

  it('does not pass those who wait, though there is room for it', () => {
    const { gate, log, visitor, waiting } = setUp();
    const first = visitor('first');
    gate.enter(first, 50);
    waiting('large', 60);
    waiting('small', 1);
    gate.leave(first);
    expect(log).toEqual(['large', 'small']);
  });

  it('that is larger than all the room there is goes alone', () => {
    const { gate, log, full, waiting } = setUp();
    const guest = full();
    const huge = waiting('huge', 1_000);
    waiting('next', 1);
    gate.leave(guest);
    expect(log).toEqual(['huge']);
    gate.leave(huge);
    expect(log).toEqual(['huge', 'next']);
  });

  it('is turned away when it has waited too long, and makes place for those behind it', () => {
    const { gate, log, clock, visitor, waiting } = setUp();
    gate.enter(visitor('first'), 50);
    waiting('large', 60);
    clock.advance(500);
    waiting('small', 1);
    clock.advance(500);
    expect(log).toEqual(['large waited', 'small']);
    clock.advance(10_000);
    expect([log.length, gate.waiting]).toEqual([2, 0]);
  });

  it('may leave while it waits', () => {
    const { gate, log, clock, full, waiting } = setUp();
    const guest = full();
    gate.leave(waiting('a', 10));
    clock.advance(10_000);
    gate.leave(guest);
    expect(log).toEqual([]);
  });
});

describe('clients', () => {
  it('take turns, however many one of them sends', () => {
    const { gate, log, full, waiting } = setUp();
    const guest = full();
    for (const name of ['a1', 'a2', 'a3', 'a4']) waiting(name, 10, 'a');
    for (const name of ['b1', 'b2']) waiting(name, 10, 'b');
    waiting('c1', 10, 'c');
    gate.leave(guest);
    expect(log).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4']);
  });
});

describe('one that grows', () => {
  it('waits for more like others', () => {
    const { gate, log, visitor } = setUp();
    const [old, young] = [visitor('old', 'c', true), visitor('young', 'c', true)];
    gate.enter(old, 50);
    gate.enter(young, 40);
    expect(gate.enter(young, 40)).toBe(false);
    gate.leave(old);
    expect(log).toEqual(['young']);
    expect(young.held).toBe(80);
  });

  it('always gets more where it came first, or all would wait for each other', () => {
    const { gate, visitor } = setUp();
    const [old, young] = [visitor('old', 'c', true), visitor('young', 'c', true)];
    gate.enter(old, 50);
    gate.enter(young, 50);
    expect(gate.enter(young, 50)).toBe(false);
    expect(gate.enter(old, 50)).toBe(true);
    expect(gate.heldBytes).toBe(150);
  });

  it('goes before those that are not in yet', () => {
    const { gate, log, visitor, waiting } = setUp();
    const [old, young] = [visitor('old', 'c', true), visitor('young', 'c', true)];
    gate.enter(old, 90);
    gate.enter(young, 10);
    waiting('new', 1);
    gate.enter(young, 50);
    gate.leave(old);
    expect(log).toEqual(['young', 'new']);
  });
});

it('turns all away when it is closed', () => {
  const { gate, log, clock, full, waiting } = setUp();
  full();
  waiting('a', 1);
  waiting('b', 1, 'other');
  gate.close();
  clock.advance(10_000);
  expect(log).toEqual(['a closed', 'b closed']);
});

it('lets nobody in while it turns all away, though some of them leave room', () => {
  const { clock, log, visitor } = setUp();
  const gate = createGate<Visitor>({
    limitBytes: 100,
    maxWaitMs: 1_000,
    schedule: clock.schedule,
    clientOf: ({ client }) => client,
    admit: ({ name }) => log.push(name),
    turnAway(guest, reason) {
      log.push(`${guest.name} ${reason}`);
      gate.leave(guest);
    },
  });
  const [first, second, third] = [visitor('first', 'a', true), visitor('second', 'b', true), visitor('third')];
  expect([gate.enter(first, 60), gate.enter(second, 30)]).toEqual([true, true]);
  expect([gate.enter(second, 50), gate.enter(third, 15)]).toEqual([false, false]);
  gate.close();
  clock.advance(10_000);
  expect(log).toEqual(['second closed', 'third closed']);
});

describe('a guest that is nearly done', () => {
  it('keeps the room that it still needs, never more than it had', () => {
    const { gate, log, full, waiting } = setUp();
    const guest = full();
    waiting('a', 30);
    gate.shrink(guest, 80);
    expect([log, gate.heldBytes]).toEqual([[], 80]);
    gate.shrink(guest, 200);
    expect([log, gate.heldBytes]).toEqual([[], 80]);
    gate.shrink(guest, 70);
    expect([log, gate.heldBytes]).toEqual([['a'], 100]);
    gate.leave(guest);
    expect(gate.heldBytes).toBe(30);
  });

  it('is no more the first of those that grow', () => {
    const { gate, log, visitor } = setUp();
    const [slow, next] = [visitor('slow', 'a', true), visitor('next', 'b', true)];
    gate.enter(slow, 60);
    gate.enter(next, 40);
    gate.shrink(slow, 60);
    expect(gate.enter(next, 60)).toBe(true);
    expect(log).toEqual([]);
  });
});

describe('whatever comes and goes', () => {
  const limitBytes = 100;
  const largest = 150;
  const step = fc.record({
    action: fc.constantFrom('enter', 'enter', 'more', 'leave', 'wait'),
    bytes: fc.integer({ min: 1, max: largest }),
    grows: fc.boolean(),
    client: fc.constantFrom('a', 'b', 'c'),
    which: fc.nat(),
  });

  it('the gate keeps its limit but for its two rules, counts right, and forgets nobody', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const clock = manualClock();
        const inside = new Set<Visitor>();
        const outside = new Set<Visitor>();
        const asking = new Set<Visitor>();
        const gate = createGate<Visitor>({
          limitBytes,
          maxWaitMs: 1_000,
          schedule: clock.schedule,
          clientOf: ({ client }) => client,
          admit(guest) {
            expect(outside.delete(guest) || asking.delete(guest)).toBe(true);
            inside.add(guest);
            check();
          },
          turnAway(guest) {
            expect(outside.delete(guest) || asking.delete(guest)).toBe(true);
            gate.leave(guest);
            inside.delete(guest);
          },
        });
        const check = () => {
          const all = [...inside];
          expect(gate.heldBytes).toBe(all.reduce((sum, { held }) => sum + held, 0));
          const oldest = all.find(({ grows }) => grows);
          const excused = all.length === 1 ? all[0] : oldest;
          expect(gate.heldBytes - (excused?.held ?? 0)).toBeLessThanOrEqual(limitBytes);
          if (excused === undefined) expect(gate.heldBytes).toBeLessThanOrEqual(limitBytes);
        };
        const pick = (from: Iterable<Visitor>, which: number) => {
          const all = [...from];
          return all[which % all.length];
        };
        for (const [place, { action, bytes, grows, client, which }] of steps.entries()) {
          if (action === 'enter') {
            const guest: Visitor = { name: String(place), client, grows, held: 0 };
            if (gate.enter(guest, bytes)) inside.add(guest);
            else outside.add(guest);
          } else if (action === 'more') {
            const guest = pick(
              [...inside].filter((one) => one.grows && !asking.has(one)),
              which,
            );
            if (guest !== undefined && !gate.enter(guest, bytes)) asking.add(guest);
          } else if (action === 'leave') {
            const guest = pick([...inside, ...outside], which);
            if (guest !== undefined) {
              for (const set of [inside, outside, asking]) set.delete(guest);
              gate.leave(guest);
            }
          } else {
            clock.advance(bytes);
          }
          check();
          expect(gate.waiting).toBe(outside.size + asking.size);
        }
        // Whoever is in and has all it asked for goes some time; then everybody has had a turn.
        for (
          let guest = pick(
            [...inside].filter((one) => !asking.has(one)),
            0,
          );
          guest !== undefined;
        ) {
          inside.delete(guest);
          gate.leave(guest);
          check();
          guest = pick(
            [...inside].filter((one) => !asking.has(one)),
            0,
          );
        }
        expect([gate.waiting, gate.heldBytes, inside.size, outside.size]).toEqual([0, 0, 0, 0]);
      }),
      { numRuns: 500 },
    );
  });
});
