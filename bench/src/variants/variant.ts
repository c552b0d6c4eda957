import type { Cores } from '../machine/machine.ts';
import type { PeerName, Peers } from '../peers/install.ts';
import type { Child, Children } from '../processes/children.ts';
import type { Workload } from '../workloads/workloads.ts';

export type VariantId = 'direct' | 'buffered' | 'streaming' | 'naive' | 'openrerank' | 'portkey' | 'litellm';

/** The variant that the proxy is compared with: the practical limit of a proxy that reads the body it forwards. */
export const baseVariant = 'buffered' satisfies VariantId;

/** One way from a client to the upstream. */
export interface Variant {
  readonly id: VariantId;
  /** For people. */
  readonly title: string;
  /** What must have been installed for it. */
  readonly peer?: PeerName;
  start(surroundings: Surroundings): Promise<RunningVariant>;
}

export interface Surroundings {
  readonly children: Children;
  readonly cores: Cores;
  readonly upstreamUrl: string;
  readonly peers: Peers;
}

export interface RunningVariant {
  readonly id: VariantId;
  /** Undefined where there is no process between client and upstream. */
  readonly child: Child | undefined;
  /** A Node process, so that its event loop can be looked at. */
  readonly isNode: boolean;
  /** Where and with what headers a workload's body goes. */
  request(workload: Workload): { readonly url: string; readonly headers: Readonly<Record<string, string>> };
  stop(): Promise<void>;
}
