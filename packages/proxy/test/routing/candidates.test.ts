import { RerankError } from '@openrerank/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidates } from '../../src/routing/candidates.ts';
import { createCooldowns } from '../../src/routing/cooldown.ts';
import { createGroups, type Group } from '../../src/routing/targets.ts';
import { buildConfig } from '../support/config.ts';
import { upstream } from '../support/upstream.ts';

const { transport } = upstream(() => ({}));

function groupsOf(models: Parameters<typeof buildConfig>[0]['models']): readonly Group[] {
  return [...createGroups(buildConfig({ models }), { transport }).values()];
}

function setUp() {
  let time = 0;
  const cooldowns = createCooldowns({ allowedFails: 0, cooldownMs: 5_000 }, () => time);
  return {
    cooldowns,
    pause: (id: string, code: 'unavailable' | 'rate_limited', retryAfterMs?: number) =>
      cooldowns.failed(id, new RerankError(code, 'It failed.', { retryAfterMs }), false),
    pass: (ms: number) => {
      time += ms;
    },
  };
}

const idsOf = (groups: readonly Group[], cooldowns: ReturnType<typeof setUp>['cooldowns'], random = () => 0) =>
  Array.from(candidates(groups, cooldowns, random), ({ target, hasSibling }) => [target.deployment.id, hasSibling]);

describe('candidates', () => {
  const groups = groupsOf({
    main: [{ id: 'a' }, { id: 'b', weight: 3 }, { id: 'c' }],
    spare: [{ id: 's' }, { id: 't' }],
  });

  it('are the whole group by chance, then the fallbacks', () => {
    expect(idsOf(groups, setUp().cooldowns)).toEqual([
      ['a', true],
      ['b', true],
      ['c', false],
      ['s', true],
      ['t', false],
    ]);
    expect(idsOf(groups, setUp().cooldowns, () => 0.5)[0]).toEqual(['b', true]);
    expect(idsOf(groups, setUp().cooldowns, () => 0.9)[0]).toEqual(['c', true]);
  });

  it('leave those out that are paused', () => {
    const { cooldowns, pause } = setUp();
    pause('a', 'unavailable');
    pause('c', 'rate_limited', 1_000);
    pause('s', 'unavailable');
    expect(idsOf(groups, cooldowns)).toEqual([
      ['b', false],
      ['t', false],
    ]);
  });

  it('leave one out that another call has found failing meanwhile', () => {
    const { cooldowns, pause } = setUp();
    const found: string[] = [];
    for (const { target } of candidates(groups.slice(0, 1), cooldowns, () => 0)) {
      found.push(target.deployment.id);
      pause('b', 'unavailable');
    }
    expect(found).toEqual(['a', 'c']);
  });

  it('are the one that is back first where all are paused', () => {
    const { cooldowns, pause, pass } = setUp();
    for (const id of ['b', 'c', 's', 't']) pause(id, 'unavailable');
    pass(1_000);
    pause('a', 'rate_limited', 100);
    pause('s', 'rate_limited', 60_000);
    expect(idsOf(groups, cooldowns)).toEqual([['b', false]]);
  });

  it('are none where all are waiting out a rate limit', () => {
    const { cooldowns, pause } = setUp();
    for (const id of ['a', 'b', 'c', 's', 't']) pause(id, 'rate_limited', 1_000);
    expect(idsOf(groups, cooldowns)).toEqual([]);
  });

  it('never name one twice nor, while another is fit, one that is paused', () => {
    const state = fc.constantFrom('fit', 'unavailable', 'rate_limited');
    fc.assert(
      fc.property(
        fc.array(state, { minLength: 5, maxLength: 5 }),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (states, chances) => {
          const { cooldowns, pause } = setUp();
          const ids = ['a', 'b', 'c', 's', 't'];
          for (const [place, id] of ids.entries()) {
            const paused = states[place];
            if (paused === 'unavailable' || paused === 'rate_limited') pause(id, paused, 1_000);
          }
          const found = idsOf(groups, cooldowns, () => chances.next().value as number).map(([id]) => id);
          const fit = ids.filter((_, place) => states[place] === 'fit');
          if (fit.length > 0) expect([...found].sort()).toEqual(fit);
          else expect(found.length).toBe(states.includes('unavailable') ? 1 : 0);
        },
      ),
    );
  });

  it('share the load by weight', () => {
    const [main] = groups as [Group];
    const counts: Record<string, number> = {};
    for (let place = 0; place < 1_000; place++) {
      const [first] = idsOf([main], setUp().cooldowns, () => place / 1_000) as [[string, boolean]];
      counts[first[0]] = (counts[first[0]] ?? 0) + 1;
    }
    expect(counts).toEqual({ a: 200, b: 600, c: 200 });
  });
});
