import {
  type Clock,
  createRegistry,
  type Environment,
  type RerankModel,
  type RerankProviderFactory,
  type Transport,
} from '@openrerank/core';
import type { Deployment, ProxyConfig } from '../config/config.ts';
import { type OptionNames, optionNamesOf } from '../option-names.ts';

/** A deployment that can be called. */
export interface Target {
  readonly deployment: Deployment;
  /** Provider id, such as `nvidia_nim`. */
  readonly provider: string;
  readonly optionNames: OptionNames;
  readonly rerank: RerankModel['rerank'];
}

/** What a public model name stands for. */
export interface Group {
  readonly name: string;
  readonly targets: readonly [Target, ...Target[]];
  /** The options that any of its deployments takes. */
  readonly optionNames: OptionNames;
}

/** What deployments share and tests replace. */
export interface Surroundings {
  readonly transport: Transport;
  readonly clock?: Clock | undefined;
  readonly env?: Environment | undefined;
}

/** By public model name. Throws `RerankError` for a model string that leads nowhere. */
export function createGroups(config: ProxyConfig, surroundings: Surroundings): ReadonlyMap<string, Group> {
  const toTarget = (deployment: Deployment) => createTarget(deployment, config, surroundings);
  return new Map(
    config.groups.map(({ name, deployments: [first, ...others] }) => {
      const targets = [toTarget(first), ...others.map(toTarget)] as const;
      const optionNames = optionNamesOf(
        targets.flatMap((target) => [...target.optionNames]),
        targets.some((target) => target.optionNames.isOpen),
      );
      return [name, { name, targets, optionNames }];
    }),
  );
}

/**
 * One provider instance and registry for each deployment: its key and base URL are settings of the operator, so that
 * keys from the environment still follow, and one deployment's retries do not use up another's budget.
 */
function createTarget(deployment: Deployment, config: ProxyConfig, surroundings: Surroundings): Target {
  const { apiKey, baseUrl, headers, model: id } = deployment;
  const prefix = id.slice(0, Math.max(0, id.indexOf('/')));
  const factory: RerankProviderFactory | undefined = config.providers.get(prefix);
  const { transport, clock, env } = surroundings;
  const registry = createRegistry({
    transport,
    clock,
    env,
    providers: factory === undefined ? [] : [factory({ id: prefix, apiKey, baseUrl, headers })],
    maxResponseBytes: config.maxResponseBytes,
  });
  const model = registry.resolve(id);
  return {
    deployment,
    provider: model.provider,
    optionNames: requestOptions(factory?.definition),
    rerank: model.rerank,
  };
}

/** The options that a request may set: those that say where a call goes are the operator's. */
function requestOptions(definition: RerankProviderFactory['definition'] | undefined): OptionNames {
  const { optionNames = [], operatorOptions = [], openOptions = false } = definition ?? {};
  return optionNamesOf(
    optionNames.filter((name) => !operatorOptions.includes(name)),
    openOptions,
  );
}
