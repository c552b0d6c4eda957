import ts from 'typescript';

/**
 * The name that a reader finds the function by: its own, that of the variable or property it is assigned to, or
 * `outer.<anonymous>`. Members of classes carry the name of the class.
 */
export function functionName(node: ts.SignatureDeclaration): string {
  if (ts.isClassLike(node.parent)) return `${className(node.parent)}.${memberName(node)}`;
  return ownName(node) ?? assignedName(node) ?? `${enclosingName(node)}<anonymous>`;
}

const memberName = (node: ts.SignatureDeclaration): string =>
  ts.isConstructorDeclaration(node) ? 'constructor' : (ownName(node) ?? '<anonymous>');

const ownName = ({ name }: ts.SignatureDeclaration): string | undefined =>
  name === undefined ? undefined : propertyName(name);

function propertyName(name: ts.Node): string {
  return ts.isStringLiteralLike(name) ? name.text : name.getText();
}

/** The name that JavaScript gives to a function without one, and that of the class field that holds it. */
function assignedName(node: ts.Node): string | undefined {
  const { parent } = node;
  if (ts.isPropertyDeclaration(parent)) return `${className(parent.parent)}.${propertyName(parent.name)}`;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isParameter(parent)) {
    return propertyName(parent.name);
  }
  if (ts.isBinaryExpression(parent) && parent.right === node) return parent.left.getText();
  // Parentheses and type assertions change nothing about the name.
  const isTransparent =
    ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent);
  return isTransparent ? assignedName(parent) : undefined;
}

function className(node: ts.ClassLikeDeclaration | ts.ObjectLiteralExpression): string {
  const name = 'name' in node ? node.name : undefined;
  return name?.getText() ?? assignedName(node) ?? '<class>';
}

function enclosingName(node: ts.Node): string {
  const outer = ts.findAncestor(node.parent, ts.isFunctionLike);
  // One `<anonymous>` is enough for a function in a function without a name.
  return outer === undefined ? '' : `${functionName(outer).replace(/\.?<anonymous>$/, '')}.`;
}
