import { isList, type Path } from './json.ts';

/** What of a value does not come back from JSON as it was. */
export interface JsonLoss {
  readonly path: Path;
  /** With its article: `a Date`. */
  readonly what: string;
}

/** The first such member; undefined where there is none. A member that is undefined is not sent, which is no loss. */
export function jsonLoss(value: unknown, path: Path = []): JsonLoss | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : { path, what: `the number ${value}` };
    case 'object':
      return value === null ? undefined : lossIn(value, path);
    case 'undefined':
      return path.length === 0 ? undefined : { path, what: 'undefined' };
    default:
      return { path, what: `a ${typeof value}` };
  }
}

function lossIn(value: object, path: Path): JsonLoss | undefined {
  if (isList(value)) return firstLoss(value.entries(), path);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return { path, what: `a ${value.constructor.name}` };
  return firstLoss(
    Object.entries(value).filter(([, member]) => member !== undefined),
    path,
  );
}

function firstLoss(members: Iterable<readonly [string | number, unknown]>, path: Path): JsonLoss | undefined {
  for (const [name, member] of members) {
    const loss = jsonLoss(member, [...path, name]);
    if (loss !== undefined) return loss;
  }
  return undefined;
}
