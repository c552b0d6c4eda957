import { isList, isObject, type Path, showPath, valueAt, walk, withValueAt } from './json.ts';

/** One way to damage an answer at one place. */
export interface Mutation {
  /** For messages: what was done, in words. */
  readonly what: string;
  /** Undefined where the place is not there, or no more. */
  apply(answer: unknown): unknown;
}

/** A number that JSON can write and JavaScript cannot hold. */
const beyondNumbers = '\u0000beyond-numbers';

/** The JSON of a damaged answer. */
export const encodeDamaged = (answer: unknown): string =>
  (JSON.stringify(answer) ?? '').replaceAll(JSON.stringify(beyondNumbers), '1e999');

/** What may stand where something else should. */
const intruders: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  0.5,
  1e308,
  2 ** 53,
  -(2 ** 31),
  beyondNumbers,
  '',
  '0',
  '1',
  ' ',
  'NaN',
  'Infinity',
  '0x1',
  'x',
  [],
  {},
  [0],
  [[]],
  { index: 0 },
];

/** Members that nobody asked for; some are names that every object knows. */
const strangers: readonly (readonly [string, unknown])[] = [
  ['constructor', 1],
  ['toString', null],
  ['hasOwnProperty', false],
  ['length', 0],
  ['', 'empty'],
  ['error', { message: 'none' }],
  ['x-unknown', [1, { a: null }]],
];

/** Long lists say the same again and again. */
const mostMembers = 5;

/** Every single damage that the kit knows for this answer, in a fixed order. */
export function mutationsOf(answer: unknown): readonly Mutation[] {
  const nodes = [...walk(answer)].filter(([path]) =>
    path.every((step) => typeof step === 'string' || step < mostMembers),
  );
  return nodes.flatMap(([path, value]) => [
    ...replacements(path, value),
    ...(path.length > 0 ? removals(path) : []),
    ...(isList(value) ? [...listMutations(path), ...memberMutations(path, value)] : []),
    ...(isObject(value) ? objectMutations(path) : []),
  ]);
}

const at = (path: Path, what: string, change: (value: unknown) => unknown): Mutation => ({
  what: `${showPath(path)} ${what}`,
  apply: (answer) => {
    const value = valueAt(answer, path);
    return value === undefined ? undefined : withValueAt(answer, path, change(value));
  },
});

const replacements = (path: Path, value: unknown): readonly Mutation[] => [
  ...intruders.map((intruder) =>
    at(path, `replaced by ${intruder === beyondNumbers ? '1e999' : JSON.stringify(intruder)}`, () => intruder),
  ),
  at(path, 'put into a list', (own) => [own]),
  at(path, 'put into an object', (own) => ({ value: own })),
  ...(typeof value === 'number' || typeof value === 'boolean' ? [at(path, 'made a text', (own) => String(own))] : []),
  ...(typeof value === 'number'
    ? [
        at(path, 'made negative', (own) => -Number(own)),
        at(path, 'made larger by 1', (own) => Number(own) + 1),
        at(path, 'made larger by a half', (own) => Number(own) + 0.5),
      ]
    : []),
  ...(typeof value === 'string'
    ? [
        at(path, 'with a blank around it', (own) => ` ${own} `),
        at(path, 'with something behind it', (own) => `${own}x`),
        at(path, 'made a number', (own) => Number.parseInt(String(own), 10) || 0),
      ]
    : []),
];

function removals(path: Path): readonly Mutation[] {
  const parent = path.slice(0, -1);
  const step = path.at(-1);
  const name = showPath(path);
  if (typeof step !== 'number') {
    const remove = (own: unknown) =>
      isObject(own) ? Object.fromEntries(Object.entries(own).filter(([key]) => key !== step)) : own;
    return [{ ...at(parent, '', remove), what: `${name} taken away` }];
  }
  const edit = (what: string, change: (list: unknown[]) => void): Mutation => ({
    ...at(parent, '', (own) => {
      if (!isList(own)) return own;
      const copy = [...own];
      change(copy);
      return copy;
    }),
    what: `${name} ${what}`,
  });
  return [
    edit('taken away', (list) => list.splice(step, 1)),
    edit('given twice', (list) => list.splice(step, 0, list[step])),
    edit('given again at the end', (list) => list.push(list[step])),
    edit('exchanged with the first', (list) => {
      [list[0], list[step]] = [list[step], list[0]];
    }),
    edit('and all behind it cut off', (list) => list.splice(step)),
  ];
}

const listMutations = (path: Path): readonly Mutation[] => [
  ...[null, {}, [], 0, 'x'].map((extra) =>
    at(path, `given ${JSON.stringify(extra)} at its end`, (own) => (isList(own) ? [...own, extra] : own)),
  ),
  at(path, 'turned round', (own) => (isList(own) ? own.toReversed() : own)),
  at(path, 'made an object', (own) => ({ ...(own as object) })),
  at(path, 'given a hole', (own) => (isList(own) ? [null, ...own.slice(1)] : own)),
];

/** The same damage in every member of a list: what single damages cannot show, since an index that is wrong alone is double. */
function memberMutations(path: Path, list: readonly unknown[]): readonly Mutation[] {
  const [first] = list;
  if (!isObject(first)) return [];
  const inEach = (what: string, change: (member: Readonly<Record<string, unknown>>) => unknown) =>
    at(path, what, (own) => (isList(own) ? own.map((member) => (isObject(member) ? change(member) : member)) : own));
  return Object.keys(first).flatMap((name) => [
    inEach(`without ${name} in each of its members`, ({ [name]: _, ...rest }) => rest),
    ...[null, '', 'x', true, 0].map((intruder) =>
      inEach(`with ${JSON.stringify(intruder)} for ${name} in each of its members`, (member) => ({
        ...member,
        [name]: intruder,
      })),
    ),
  ]);
}

const objectMutations = (path: Path): readonly Mutation[] => [
  ...strangers.map(([name, value]) =>
    at(path, `given the member ${JSON.stringify(name)}`, (own) => (isObject(own) ? { ...own, [name]: value } : own)),
  ),
  at(path, 'made a list of its members', (own) => (isObject(own) ? Object.values(own) : own)),
];
