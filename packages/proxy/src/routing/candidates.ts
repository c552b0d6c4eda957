import type { Cooldowns } from './cooldown.ts';
import { pickWeighted } from './pick.ts';
import type { Group, Target } from './targets.ts';

export interface Candidate {
  readonly target: Target;
  readonly group: Group;
  /** Another deployment of the group could take the call over. */
  readonly hasSibling: boolean;
  /** Some fallback could. */
  readonly hasFallback: boolean;
}

/**
 * The deployments to try for one call, one at a time: those of the asked-for group that are fit, by weighted chance,
 * then those of its fallbacks. None twice. Asked for the next only after the last one failed, so that what other calls
 * have learnt meanwhile counts.
 *
 * Where nothing is fit, the deployment whose pause for failures ends first is tried after all; one that is paused by a
 * rate limit never is.
 */
export function* candidates(
  groups: readonly Group[],
  cooldowns: Cooldowns,
  random: () => number,
): Generator<Candidate, void, void> {
  const tried = new Set<Target>();
  for (const [place, group] of groups.entries()) {
    for (let fit = fitTargets(group, cooldowns, tried); isFilled(fit); fit = fitTargets(group, cooldowns, tried)) {
      const target = pickWeighted(fit, ({ deployment }) => deployment.weight, random());
      tried.add(target);
      yield { target, group, hasSibling: fit.length > 1, hasFallback: place < groups.length - 1 };
    }
  }
  if (tried.size > 0) return;
  const last = soonestBack(groups, cooldowns);
  if (last !== undefined) yield last;
}

function fitTargets({ targets }: Group, cooldowns: Cooldowns, tried: ReadonlySet<Target>): Target[] {
  return targets.filter((target) => !tried.has(target) && cooldowns.pauseOf(target.deployment.id) === undefined);
}

function soonestBack(groups: readonly Group[], cooldowns: Cooldowns): Candidate | undefined {
  const paused = groups.flatMap((group) =>
    group.targets.flatMap((target) => {
      const pause = cooldowns.pauseOf(target.deployment.id);
      return pause?.reason === 'failures'
        ? [{ target, group, hasSibling: false, hasFallback: false, remainingMs: pause.remainingMs }]
        : [];
    }),
  );
  return paused.sort((a, b) => a.remainingMs - b.remainingMs)[0];
}

const isFilled = (targets: Target[]): targets is [Target, ...Target[]] => targets.length > 0;
