import type { Instrumentation, Operation, Outcome } from '../../src/index.ts';

type Operations = { readonly [Type in Operation['type']]: Extract<Operation, { readonly type: Type }> };

/** Keeps all operations in the order of their start, with their outcomes. */
export function recorder() {
  const operations: Operation[] = [];
  const outcomes = new Map<Operation, Outcome>();
  const instrumentation: Instrumentation = async (operation, run) => {
    operations.push(operation);
    outcomes.set(operation, await run());
  };
  const of = <Type extends Operation['type']>(type: Type) =>
    operations.filter((operation): operation is Operations[Type] => operation.type === type);
  return {
    instrumentation,
    operations,
    of,
    outcomesOf: (type: Operation['type']) => of(type).map((operation) => outcomes.get(operation)),
  };
}

/** Random numbers that repeat in every run and never come twice. */
export function countedRandom(): () => number {
  let count = 0;
  return () => (++count * 0.618_033_988_749_895) % 1;
}
