import type { Environment } from '@openrerank/core';
import type { ProxyConfig, RoutingSettings } from './config.ts';
import { readFallbacks } from './fallbacks.ts';
import type { Findings } from './findings.ts';
import { masterKeyFrom, shortKey } from './master-key.ts';
import type { Models } from './models.ts';
import type { ParsedConfig } from './parse.ts';

const mebibyte = 1024 * 1024;

/** What holds where the file does not say. Cooling down as LiteLLM does, retries as core does. */
export const defaults = {
  routing: { totalTimeoutMs: 600_000, maxRetries: 2, allowedFails: 3, cooldownMs: 5_000, fallbacks: new Map() },
  maxBodyBytes: 100 * mebibyte,
  maxBytesInFlight: 256 * mebibyte,
  maxQueueWaitMs: 60_000,
  maxResponseBytes: 64 * mebibyte,
  dropParams: false,
} as const satisfies Partial<ProxyConfig>;

export function readRouting({ router, litellm, findings }: ParsedConfig, models: Models): RoutingSettings {
  const { routing } = defaults;
  // LiteLLM reads these from both sections, and router_settings wins.
  const first = <T>(key: string, own: T | undefined, other: T | undefined) => {
    if (own !== undefined) return { value: own, path: ['router_settings', key] };
    return other === undefined ? undefined : { value: other, path: ['litellm_settings', key] };
  };
  warnOfStrategy(router.routing_strategy, findings);
  return {
    totalTimeoutMs: seconds(router.timeout) ?? routing.totalTimeoutMs,
    maxRetries: router.num_retries ?? litellm.num_retries ?? routing.maxRetries,
    allowedFails: router.allowed_fails ?? litellm.allowed_fails ?? routing.allowedFails,
    cooldownMs: seconds(router.cooldown_time ?? litellm.cooldown_time) ?? routing.cooldownMs,
    fallbacks: readFallbacks(
      {
        fallbacks: first('fallbacks', router.fallbacks, litellm.fallbacks),
        defaults: first('default_fallbacks', router.default_fallbacks, litellm.default_fallbacks),
      },
      models,
      findings,
    ),
  };
}

/** What the file says of the server. */
export function readServer({ general, litellm, env, findings }: ParsedConfig) {
  return {
    masterKey: readMasterKey(general, env, findings),
    maxBodyBytes: bytes(general.max_request_size_mb) ?? defaults.maxBodyBytes,
    maxBytesInFlight: bytes(general.max_bytes_in_flight_mb) ?? defaults.maxBytesInFlight,
    maxQueueWaitMs: seconds(general.max_queue_wait) ?? defaults.maxQueueWaitMs,
    maxResponseBytes: bytes(general.max_response_size_mb) ?? defaults.maxResponseBytes,
    dropParams: litellm.drop_params ?? defaults.dropParams,
  } satisfies Partial<ProxyConfig>;
}

function readMasterKey(general: ParsedConfig['general'], env: Environment, findings: Findings): string | undefined {
  const path = ['general_settings', 'master_key'];
  if ('master_key' in general) {
    const short = general.master_key && shortKey(general.master_key, 'the master key');
    if (short) findings.warn(path, short);
    return general.master_key;
  }
  const { key, problem, warning } = masterKeyFrom(env);
  if (problem !== undefined) findings.problem(path, problem);
  if (warning !== undefined) findings.warn(path, warning);
  return key;
}

function warnOfStrategy(strategy: string | undefined, findings: Findings): void {
  if (strategy === undefined || strategy === 'simple-shuffle') return;
  const path = ['router_settings', 'routing_strategy'];
  findings.warn(path, 'has no effect here: load is shared at random by weight (simple-shuffle)');
}

const seconds = (value: number | undefined): number | undefined => (value === undefined ? undefined : value * 1000);

const bytes = (megabytes: number | undefined): number | undefined =>
  megabytes === undefined ? undefined : Math.ceil(megabytes * mebibyte);
