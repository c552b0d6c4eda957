import type { Answer } from './answer.ts';
import { badPollSeconds, functionNotFound, gone, missingKey, unreadableKey, wrongKey } from './errors.ts';
import type { NimModel } from './models.ts';
import type { ProfileSettings } from './profiles.ts';

/** Headers of every answer of the gateway, which allows browsers by origin. */
export const gatewayHeaders = { vary: 'Origin' };

/** Held this long when the client does not say: NVIDIA/nvcf vanity-gateway. */
const DEFAULT_POLL_SECONDS = 300;
const MAX_POLL_SECONDS = 3600;

/** Told to everyone, even without a key. */
export function checkEndOfLife(
  model: NimModel | undefined,
  settings: ProfileSettings,
  now: number,
): Answer | undefined {
  const endOfLife = model?.hosted?.endOfLife;
  if (settings.endOfLife === 'ignored' || endOfLife === undefined) return undefined;
  return now >= Date.parse(endOfLife) ? gone(endOfLife) : undefined;
}

/** A date to come is announced with every answer. */
export function deprecation(model: NimModel | undefined, settings: ProfileSettings): Record<string, string> {
  const endOfLife = model?.hosted?.endOfLife;
  return settings.endOfLife === 'ignored' || endOfLife === undefined ? {} : { deprecation: endOfLife };
}

export function checkKey(
  authorization: string | undefined,
  settings: ProfileSettings,
  keys: readonly string[] | undefined,
): Answer | undefined {
  if (authorization === undefined) {
    return settings.key === 'required' || keys !== undefined ? missingKey : undefined;
  }
  const key = /^bearer (\S+)$/i.exec(authorization)?.[1];
  if (key === undefined) return unreadableKey;
  return keys === undefined || keys.includes(key) ? undefined : wrongKey;
}

/** A model whose function is gone is told to those alone who have a key. */
export const checkPulled = (model: NimModel | undefined, settings: ProfileSettings): Answer | undefined =>
  settings.endOfLife === 'enforced' && model?.hosted?.pulled === true ? functionNotFound : undefined;

/** `NVCF-POLL-SECONDS` in milliseconds: a whole number of seconds, at least 1 and at most an hour. */
export function readPollMs(header: string | undefined): number | Answer {
  if (header === undefined || header === '') return DEFAULT_POLL_SECONDS * 1000;
  if (!/^\+?\d+$/.test(header)) return badPollSeconds;
  const seconds = Math.max(1, Number(header));
  return seconds > MAX_POLL_SECONDS ? badPollSeconds : seconds * 1000;
}
