import { errorCodes, type RerankError } from '@openrerank/core';

/** Why and for how long a deployment is left alone. */
export interface Pause {
  readonly reason: 'failures' | 'rate_limited';
  readonly remainingMs: number;
}

/** Which deployments are fit to be called. In memory: each process of the proxy learns for itself. */
export interface Cooldowns {
  /** Undefined when the deployment may be called. */
  pauseOf(id: string): Pause | undefined;
  /** Returns the pause that this failure began, if it began one. `alone`: the group has nothing else to serve with. */
  failed(id: string, error: RerankError, alone: boolean): Pause | undefined;
}

export interface CooldownSettings {
  /** Failures within a minute that a deployment may have. */
  readonly allowedFails: number;
  readonly cooldownMs: number;
}

const windowMs = 60_000;

/** An upstream may ask for any wait, a typing error of years included; it is asked again after this one. */
const longestPauseMs = 600_000;

interface State {
  /** When the latest failures happened, oldest first; never more than one above the allowed. */
  failures: number[];
  until: number;
  reason: Pause['reason'];
}

export function createCooldowns({ allowedFails, cooldownMs }: CooldownSettings, now: () => number): Cooldowns {
  const states = new Map<string, State>();

  // Calls that were under way together may fail in any order: a pause is never made shorter.
  const pause = (state: State, reason: Pause['reason'], ms: number): Pause | undefined => {
    state.failures = [];
    if (now() + ms <= state.until) return undefined;
    state.reason = reason;
    state.until = now() + ms;
    return { reason, remainingMs: ms };
  };

  return {
    pauseOf(id) {
      const state = states.get(id);
      const remainingMs = state === undefined ? 0 : state.until - now();
      return state === undefined || remainingMs <= 0 ? undefined : { reason: state.reason, remainingMs };
    },
    failed(id, error, alone) {
      if (!errorCodes[error.code].failover) return undefined;
      const state = states.get(id) ?? { failures: [], until: 0, reason: 'failures' };
      states.set(id, state);
      if (error.code === 'rate_limited') {
        return pause(state, 'rate_limited', Math.min(error.details.retryAfterMs ?? cooldownMs, longestPauseMs));
      }
      if (alone) return undefined;
      state.failures = [...state.failures.filter((at) => at > now() - windowMs), now()];
      return state.failures.length > allowedFails ? pause(state, 'failures', cooldownMs) : undefined;
    },
  };
}
