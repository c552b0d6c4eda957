import ts from 'typescript';
import { hookName } from './count.ts';
import { functionName } from './function-name.ts';

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Returns the TypeScript source with a call of the hook at the start of every function body: declarations, expressions,
 * arrows, methods, constructors and accessors. A generator reports its first step, because its body starts there.
 *
 * The hook is optional, so that modules can load before it is set. No line is added: stack traces keep their line numbers.
 */
export function instrument(source: string, file: string): string {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const insertions: Insertion[] = [];
  const visit = (node: ts.Node): void => {
    // Overload signatures and abstract methods have no body.
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      insertions.push(...insertionsFor(node.body, hookCall(file, functionName(node))));
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return insertAll(source, insertions);
}

const hookCall = (file: string, name: string): string =>
  `globalThis.${hookName}?.(${JSON.stringify(file)}, ${JSON.stringify(name)})`;

function insertionsFor(body: ts.Block | ts.Expression, call: string): readonly Insertion[] {
  if (!ts.isBlock(body)) {
    // The body keeps its own parentheses: `() => ({})` becomes `() => (call, ({}))`.
    return [
      { at: body.getStart(), text: `(${call}, ` },
      { at: body.getEnd(), text: ')' },
    ];
  }
  // A directive such as 'use strict' counts only before every other statement, and may have no semicolon.
  const directive = body.statements.findLast((_, index) => body.statements.slice(0, index + 1).every(isDirective));
  return directive === undefined
    ? [{ at: body.getStart() + 1, text: `${call};` }]
    : [{ at: directive.getEnd(), text: `;${call};` }];
}

const isDirective = (statement: ts.Statement): boolean =>
  ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);

function insertAll(source: string, insertions: readonly Insertion[]): string {
  const parts: string[] = [];
  let from = 0;
  // The sort is stable: insertions at the same position keep the order in which the functions were found.
  for (const { at, text } of insertions.toSorted((a, b) => a.at - b.at)) {
    parts.push(source.slice(from, at), text);
    from = at;
  }
  return [...parts, source.slice(from)].join('');
}
