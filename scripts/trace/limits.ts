/** How much a reader of one call has to open and how often the call changes the file. */
export interface Extent {
  readonly files: number;
  readonly moves: number;
}

export interface TracedCall {
  readonly name: string;
  readonly title: string;
  /** In `programs/`. */
  readonly program: string;
  readonly args?: readonly string[];
  /** Lower it with every change that needs less. Raise it only together with a reason in the commit. */
  readonly limit: Extent;
  readonly goal?: Extent;
}

/** The calls that must stay readable. */
export const tracedCalls: readonly TracedCall[] = [
  {
    name: 'sdk',
    title: 'One call from the sdk',
    program: 'sdk',
    limit: { files: 20, moves: 60 },
  },
  {
    name: 'proxy',
    title: 'One request to the proxy',
    program: 'proxy',
    limit: { files: 61, moves: 138 },
    goal: { files: 40, moves: 110 },
  },
  {
    name: 'proxy-unknown-model',
    title: 'One request to the proxy for an unknown model',
    program: 'proxy',
    args: ['unknown', '400'],
    limit: { files: 33, moves: 68 },
  },
];

/** One line per figure over its limit. */
export function excesses(
  { name, limit }: Pick<TracedCall, 'name' | 'limit'>,
  { files, moves }: Extent,
): readonly string[] {
  const figures = [
    { unit: 'files', actual: files, most: limit.files },
    { unit: 'moves', actual: moves, most: limit.moves },
  ];
  return figures
    .filter(({ actual, most }) => actual > most)
    .map(
      ({ unit, actual, most }) => `${name}: ${actual} ${unit}, over the limit of ${most} in scripts/trace/limits.ts`,
    );
}
