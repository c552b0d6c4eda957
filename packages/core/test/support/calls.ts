import { expect } from 'vitest';
import {
  createRegistry,
  type RegistryOptions,
  type RerankError,
  type RerankEvent,
  type RerankProvider,
} from '../../src/index.ts';
import { acme, scripted } from './acme.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';

export const ask = { query: 'q', documents: ['a', 'bbb', 'cc'] };

/** A registry with acme on a manual clock, whose upstream responds by the handlers. */
export function setUp(...handlers: Parameters<typeof scripted>) {
  return setUpWith({}, ...handlers);
}

type Options = Partial<Omit<RegistryOptions<readonly RerankProvider[]>, 'clock'>> & { readonly clock?: ManualClock };

export function setUpWith({ clock = manualClock(), ...options }: Options, ...handlers: Parameters<typeof scripted>) {
  const { transport, sent } = scripted(...handlers);
  const events: RerankEvent[] = [];
  const registry = createRegistry({
    providers: [acme({ apiKey: 'secret-key' })],
    transport,
    clock,
    env: {},
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { clock, sent, events, registry, model: registry.resolve('acme/m') };
}

/** The error of a call that must fail. */
export const failed = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('The call succeeded.'),
    (error: unknown) => error as RerankError,
  );
