import { expectTypeOf, test } from 'vitest';
import { type Fault, type NimEmulator, type NimEmulatorOptions, startNimEmulator } from '../src/index.ts';

test('options know the profiles, the settings and nothing else', () => {
  expectTypeOf(startNimEmulator).returns.resolves.toEqualTypeOf<NimEmulator>();
  const options: NimEmulatorOptions = { profile: 'nim-2.3', models: ['a', { id: 'b', maxTokens: 5 }] };
  expectTypeOf(options.overrides).exclude(undefined).toHaveProperty('wrongModelStatus');
  // @ts-expect-error No such profile.
  ({ profile: 'nim-3' }) satisfies NimEmulatorOptions;
  // @ts-expect-error A model needs an id.
  ({ models: [{ maxTokens: 5 }] }) satisfies NimEmulatorOptions;
  // @ts-expect-error No such setting.
  ({ overrides: { wrongModelStaus: 404 } }) satisfies NimEmulatorOptions;
});

test('faults know what can go wrong', () => {
  ({ times: 'always', answer: 'null_logit', connection: 'cut' }) satisfies Fault;
  // @ts-expect-error No such wrong answer.
  ({ answer: 'wrong' }) satisfies Fault;
});

test('what the emulator saw cannot be changed', () => {
  // @ts-expect-error A view.
  (nim: NimEmulator) => nim.requests.push();
  // @ts-expect-error A view.
  (nim: NimEmulator) => nim.counters.received++;
});
