import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Path } from './config-error.ts';

export interface TreeReader {
  /** Where the key and the value of a path are written, as offsets into the text. */
  place(path: Path, key: number, value: number): void;
  fail(node: Node, message: string): never;
}

interface Context extends TreeReader {
  readonly document: Document;
  /** The collections that are being read, to notice an alias inside what it names. */
  readonly open: Set<Node>;
  /** What aliases lead to: finding that out reads the whole document. */
  readonly targets: Map<Node, Node>;
  values: number;
}

type Mapping = YAMLMap<Node, Node | null>;
type PairOf = readonly [key: Node, value: Node | null];

// Far above any configuration, far below what a few nested aliases can blow up to.
const maxValues = 30_000;
const tooMuch = 'the aliases expand to more than any configuration needs';

/**
 * A document as plain data. The parser's own conversion does not tell where an aliased or merged value is written, and
 * does not mind an alias inside itself.
 */
export function toPlain(document: Document, reader: TreeReader): unknown {
  return read({ ...reader, document, open: new Set(), targets: new Map(), values: 0 }, document.contents, []);
}

export const offsetOf = (node: Node): number => node.range?.[0] ?? 0;

function read(context: Context, use: Node | null, path: Path): unknown {
  if (use === null) return null;
  if (++context.values > maxValues) return context.fail(use, tooMuch);
  const node = resolve(context, use);
  if (isScalar(node)) return node.value;
  return inside(context, node, use, () => {
    if (isSeq<Node>(node)) return readList(context, node, path);
    if (isMap<Node, Node | null>(node)) return readMapping(context, node, path);
    return context.fail(use, 'expected text, a number, a list or a mapping');
  });
}

function readList(context: Context, list: YAMLSeq<Node>, path: Path): unknown[] {
  return list.items.map((item, index) => {
    context.place([...path, index], offsetOf(item), offsetOf(resolve(context, item)));
    return read(context, item, [...path, index]);
  });
}

function readMapping(context: Context, map: Mapping, path: Path): Record<string, unknown> {
  const entries = [...pairsOf(context, map)].map(([name, [key, value]]) => {
    const at = offsetOf(key);
    context.place([...path, name], at, value === null ? at : offsetOf(resolve(context, value)));
    return [name, read(context, value, [...path, name])] as const;
  });
  // Not an assignment: a key named __proto__ must stay an ordinary key.
  return Object.fromEntries(entries);
}

/** A mapping's own pairs, then those that it merges in (`<<`): the first of a name counts. */
function pairsOf(context: Context, map: Mapping): ReadonlyMap<string, PairOf> {
  const pairs = new Map<string, PairOf>(map.items.map(({ key, value }) => [textOf(key), [key, value]]));
  const merge = pairs.get('<<')?.[1];
  pairs.delete('<<');
  if (merge === undefined || merge === null) return pairs;
  const from = resolve(context, merge);
  if (isScalar(from) && from.value === null) return pairs;
  for (const use of isSeq<Node>(from) ? from.items : [merge]) {
    const source = resolve(context, use);
    if (!isMap<Node, Node | null>(source))
      return context.fail(use, 'expected a mapping or aliases of mappings for "<<"');
    for (const [name, pair] of inside(context, source, use, () => pairsOf(context, source))) {
      if (!pairs.has(name)) pairs.set(name, pair);
    }
  }
  return pairs;
}

function resolve(context: Context, node: Node): Node {
  if (!isAlias(node)) return node;
  const known = context.targets.get(node);
  if (known !== undefined) return known;
  const target = node.resolve(context.document);
  if (target === undefined) return context.fail(node, 'no anchor (&name) of this name stands before this alias');
  context.targets.set(node, target);
  return target;
}

function inside<T>(context: Context, node: Node, use: Node, readIt: () => T): T {
  if (context.open.has(node)) return context.fail(use, 'this alias stands inside what it names');
  if (++context.values > maxValues) return context.fail(use, tooMuch);
  context.open.add(node);
  const result = readIt();
  context.open.delete(node);
  return result;
}

const textOf = (key: Node): string => (isScalar(key) ? String(key.value) : '');
