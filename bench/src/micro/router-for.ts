import type { Transport } from '@openrerank/core';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { createGroups, createRouter, type ProxyConfig, type Router } from '@openrerank/proxy';

/** What a deployment of the router is reached by. */
export interface Upstream {
  /** The public name. */
  readonly name: string;
  /** As in a configuration: `nvidia_nim/…`. */
  readonly model: string;
  readonly baseUrl: string;
  readonly transport: Transport;
}

/** The proxy's router with one deployment of a NIM. */
export function routerFor({ name, model, baseUrl, transport }: Upstream): Router {
  const deployment: ProxyConfig['groups'][number]['deployments'][number] = {
    id: 'bench',
    model,
    apiKey: 'bench',
    baseUrl,
    headers: undefined,
    timeoutMs: undefined,
    maxRetries: undefined,
    weight: 1,
    options: {},
  };
  const routing = { totalTimeoutMs: 60_000, maxRetries: 0, allowedFails: 3, cooldownMs: 5_000, fallbacks: new Map() };
  const config: ProxyConfig = {
    groups: [{ name, deployments: [deployment] }],
    providers: new Map([['nvidia_nim', nvidiaNim]]),
    routing,
    masterKey: undefined,
    maxBodyBytes: 1e9,
    maxBytesInFlight: 1e9,
    maxQueueWaitMs: 0,
    maxResponseBytes: 1e9,
    dropParams: false,
    warnings: [],
  };
  const groups = createGroups(config, { transport });
  return createRouter({ groups, routing, clock: { now: () => performance.now(), random: Math.random } });
}
