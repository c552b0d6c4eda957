import type { RerankProviderFactory } from '@openrerank/core';
import type { Deployment, ModelGroup, ProxyConfig, RoutingSettings } from '../../src/config/config.ts';
import { acme, other } from './acme.ts';

type Entry = Partial<Deployment> & { readonly id: string };

export interface ConfigParts extends Omit<Partial<ProxyConfig>, 'groups' | 'routing'> {
  /** Deployments by public model name. */
  readonly models: Readonly<Record<string, readonly [Entry, ...Entry[]]>>;
  readonly routing?: Partial<RoutingSettings>;
}

/** A configuration whose deployments are `acme/m` at their own base URL unless they say otherwise. */
export function buildConfig({ models, routing, ...rest }: ConfigParts): ProxyConfig {
  const groups = Object.entries(models).map(([name, [first, ...others]]): ModelGroup => {
    return { name, deployments: [toDeployment(first), ...others.map(toDeployment)] };
  });
  return {
    groups,
    providers: new Map<string, RerankProviderFactory>([
      ['acme', acme],
      ['other', other],
    ]),
    routing: {
      totalTimeoutMs: 60_000,
      maxRetries: 0,
      allowedFails: 1,
      cooldownMs: 5_000,
      fallbacks: new Map(),
      ...routing,
    },
    masterKey: undefined,
    maxBodyBytes: 1_000_000,
    maxBytesInFlight: 10_000_000,
    maxQueueWaitMs: 60_000,
    maxResponseBytes: 1_000_000,
    dropParams: false,
    warnings: [],
    env: {},
    ...rest,
  };
}

const toDeployment = (entry: Entry): Deployment => ({
  model: 'acme/m',
  apiKey: undefined,
  baseUrl: `http://${entry.id}.test`,
  headers: undefined,
  timeoutMs: undefined,
  maxRetries: undefined,
  weight: 1,
  options: {},
  ...entry,
});
